import { z } from 'zod';
import {
  accountStatusSchema,
  activateBodySchema,
  attemptBodySchema,
  changeEmailBodySchema,
  codeBodySchema,
  nirKeyAnswerSchema,
  openAccountAnswerSchema,
  openAccountBodySchema,
  recoveryAnswerSchema,
  recoveryBodySchema,
  recoveryCheckAnswerSchema,
  recoveryPasswordAnswerSchema,
  recoveryPasswordBodySchema,
} from './accounts.ts';
import type { Caller, HubCall } from './call.ts';
import {
  deviceGoneSchema,
  deviceStatusSchema,
  registerDeviceAnswerSchema,
  registerDeviceBodySchema,
  useDeviceBodySchema,
} from './devices.ts';
import { enrolAnswerSchema, enrolBodySchema } from './enrolment.ts';
import { eventAnswersSchema, eventBatchSchema } from './events.ts';
import { feedQuerySchema } from './feed.ts';
import { redeemAnswerSchema, redeemBodySchema } from './letters.ts';
import { loginAnswerSchema, loginBodySchema } from './logins.ts';
import { SPACE_CALLS, type SpaceCall } from './space-calls.ts';

const wellSchema = z.strictObject({ status: z.literal('ok') });

/** What a kiosk or the website asks once it is enrolled. */
const FOR_CLIENTS = {
  method: 'POST',
  callers: ['kiosk', 'website'],
  limit: 'client',
  faults: [
    'malformed',
    'unknown-kiosk',
    'kiosk-revoked',
    'other-machine',
    'outdated',
    'too-many-requests',
    'unavailable',
  ],
} as const;

/** What a device asks about itself. */
const FOR_DEVICES = {
  tag: 'devices',
  callers: ['device'],
  limit: 'address',
  faults: ['malformed', 'unknown-device', 'outdated', 'too-many-requests', 'unavailable'],
} as const;

/** What machines ask about the hub itself. */
const FOR_WATCHERS = { method: 'GET', limit: 'none', body: null } as const;

type SpaceRow<Name extends SpaceCall> = typeof FOR_CLIENTS &
  (typeof SPACE_CALLS)[Name] & {
    readonly path: `/v1/space/${Name}`;
    readonly tag: 'space';
    readonly summary: string;
  };

/** The calls of the member space: each is of the session in `SESSION_HEADER`. */
const spaceRows = Object.fromEntries(
  Object.entries(SPACE_CALLS).map(([name, call]) => [
    `space/${name}`,
    { ...FOR_CLIENTS, ...call, path: `/v1/space/${name}`, tag: 'space', summary: `Member space: ${name}` },
  ]),
) as { readonly [Name in SpaceCall as `space/${Name}`]: SpaceRow<Name> };

/**
 * Every call of the hub's HTTP API. The hub's routes and their description, the admission of who calls, and the kiosk's
 * client are made from it.
 */
export const HUB_CALLS = {
  health: {
    ...FOR_WATCHERS,
    path: '/healthz',
    callers: ['public'],
    summary: 'The process runs',
    answer: wellSchema,
    faults: [],
  },
  ready: {
    ...FOR_WATCHERS,
    path: '/readyz',
    callers: ['public'],
    summary: 'The database answers, its schema is current, and the hub is not stopping',
    answer: wellSchema,
    faults: ['unavailable'],
  },
  metrics: {
    ...FOR_WATCHERS,
    path: '/metrics',
    callers: ['staff'],
    summary: 'Figures for Prometheus',
    answer: null,
    faults: ['not-found'],
  },
  enrol: {
    method: 'POST',
    path: '/v1/kiosks/enrol',
    callers: ['public'],
    // Wrong codes are counted instead.
    limit: 'none',
    summary: 'Turns a one-time enrolment code into a token',
    body: enrolBodySchema,
    answer: enrolAnswerSchema,
    faults: ['malformed', 'enrolment-refused', 'outdated', 'too-many-requests', 'unavailable'],
  },
  'member-changes': {
    ...FOR_CLIENTS,
    method: 'GET',
    path: '/v1/members/changes',
    callers: ['kiosk'],
    // So that a kiosk gone wild can still tell its events. One that waits for news is never near it: the watch wakes it
    // 150 times a minute at most.
    limit: 'feed',
    summary: 'Changes of members after a position',
    description: 'NDJSON; the last line is an object with the position to go on from. Long poll with `wait`.',
    query: feedQuerySchema,
    body: null,
    answer: null,
    faults: [...FOR_CLIENTS.faults, 'not-found', 'reload'],
  },
  'send-events': {
    ...FOR_CLIENTS,
    path: '/v1/events',
    tag: 'events',
    summary: 'Decisions made at a kiosk, applied once each and answered one by one',
    body: eventBatchSchema,
    answer: eventAnswersSchema,
  },
  login: {
    ...FOR_CLIENTS,
    path: '/v1/logins',
    tag: 'members',
    summary: "Checks a member's password",
    body: loginBodySchema,
    answer: loginAnswerSchema,
  },
  'redeem-letter': {
    ...FOR_CLIENTS,
    path: '/v1/letters/redeem',
    tag: 'members',
    summary: 'Spends the code of a letter',
    body: redeemBodySchema,
    answer: redeemAnswerSchema,
  },
  'start-recovery': {
    ...FOR_CLIENTS,
    path: '/v1/recoveries',
    tag: 'accounts',
    summary: 'Sends a code to the address of an account; answered alike when nobody has it',
    body: recoveryBodySchema,
    answer: recoveryAnswerSchema,
  },
  'check-recovery': {
    ...FOR_CLIENTS,
    path: '/v1/recoveries/check',
    tag: 'accounts',
    summary: 'Checks the code of that mail',
    body: codeBodySchema,
    answer: recoveryCheckAnswerSchema,
  },
  'recover-password': {
    ...FOR_CLIENTS,
    path: '/v1/recoveries/password',
    tag: 'accounts',
    summary: 'Sets the password of the account whose code was shown; may be sent again',
    body: recoveryPasswordBodySchema,
    answer: recoveryPasswordAnswerSchema,
  },
  'nir-key': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/nir-key',
    tag: 'accounts',
    summary: 'The key under which social-security numbers are hashed',
    body: null,
    answer: nirKeyAnswerSchema,
  },
  'open-account': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/open',
    tag: 'accounts',
    summary: 'Shows a provisional password, and spends nothing',
    body: openAccountBodySchema,
    answer: openAccountAnswerSchema,
  },
  'activate-account': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/activate',
    tag: 'accounts',
    summary: 'Makes the account that waits for its confirmation',
    body: activateBodySchema,
    answer: accountStatusSchema,
  },
  'account-status': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/status',
    tag: 'accounts',
    summary: 'How an activation stands',
    body: attemptBodySchema,
    answer: accountStatusSchema,
  },
  'resend-confirmation': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/resend',
    tag: 'accounts',
    summary: 'Sends the mail of confirmation again, within its limits',
    body: attemptBodySchema,
    answer: accountStatusSchema,
  },
  'change-account-email': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/email',
    tag: 'accounts',
    summary: 'Gives an account another address before it is confirmed',
    body: changeEmailBodySchema,
    answer: accountStatusSchema,
  },
  'confirm-account': {
    ...FOR_CLIENTS,
    path: '/v1/accounts/confirm',
    tag: 'accounts',
    summary: 'Confirms an account by the code of its mail',
    body: codeBodySchema,
    answer: accountStatusSchema,
  },
  ...spaceRows,
  'register-device': {
    ...FOR_DEVICES,
    method: 'POST',
    path: '/v1/devices',
    callers: ['public'],
    summary: 'Registers a device by the password of its owner',
    body: registerDeviceBodySchema,
    answer: registerDeviceAnswerSchema,
    faults: ['malformed', 'outdated', 'too-many-requests', 'unavailable'],
  },
  'device-status': {
    ...FOR_DEVICES,
    method: 'GET',
    path: '/v1/devices/me',
    summary: 'Whether this device may be used',
    body: null,
    answer: deviceStatusSchema,
  },
  'use-device': {
    ...FOR_DEVICES,
    method: 'POST',
    path: '/v1/devices/me/use',
    summary: 'The application was opened',
    body: useDeviceBodySchema,
    answer: deviceStatusSchema,
  },
  'remove-device': {
    ...FOR_DEVICES,
    method: 'DELETE',
    path: '/v1/devices/me',
    summary: 'Takes this device away, as when its user logs out',
    body: null,
    answer: deviceGoneSchema,
  },
} as const satisfies Readonly<Record<string, HubCall>>;

type Calls = typeof HUB_CALLS;

/** Name of a call. */
export type HubCallName = keyof Calls;

/** Names of the calls that somebody may make. */
export type CallsOf<Who extends Caller> = {
  [Name in HubCallName]: Who extends Calls[Name]['callers'][number] ? Name : never;
}[HubCallName];

/** Body of a call as it is sent. */
export type CallBody<Name extends HubCallName> = Calls[Name]['body'] extends z.ZodType
  ? z.input<Calls[Name]['body']>
  : Record<string, never>;

/** Body of a call as it is read. */
export type ReadBody<Name extends HubCallName> = Calls[Name]['body'] extends z.ZodType
  ? z.output<Calls[Name]['body']>
  : unknown;

/** Query of a call as it is read. */
export type ReadQuery<Name extends HubCallName> = Calls[Name] extends { readonly query: z.ZodType }
  ? z.output<Calls[Name]['query']>
  : unknown;

/** Answer to a call; `null` for one that is no JSON. */
export type CallAnswer<Name extends HubCallName> = Calls[Name]['answer'] extends z.ZodType
  ? z.output<Calls[Name]['answer']>
  : null;

/** Faults that a call may answer with. */
export type CallFault<Name extends HubCallName> = Calls[Name]['faults'][number];
