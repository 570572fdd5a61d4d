import { z } from 'zod';
import { ACCOUNT_CALLS } from './account-calls.ts';
import { KIOSK_BRANCH_CALLS } from './staff/kiosk-branch-calls.ts';
import { STAFF_CALLS } from './staff/staff-calls.ts';
import type { Caller, HubCall } from './wire/call.ts';
import { FOR_CLIENTS } from './wire/call-rows.ts';
import {
  askCodeAnswerSchema,
  askCodeBodySchema,
  checkCodeAnswerSchema,
  checkCodeBodySchema,
  codeStateAnswerSchema,
  codeStateBodySchema,
  codeWaysAnswerSchema,
  codeWaysBodySchema,
} from './codes.ts';
import {
  deviceGoneSchema,
  deviceStatusSchema,
  registerDeviceAnswerSchema,
  registerDeviceBodySchema,
  useDeviceBodySchema,
} from './devices.ts';
import { enrolAnswerSchema, enrolBodySchema } from './enrolment.ts';
import { eventAnswersSchema, eventBatchSchema } from './events.ts';
import { feedQuerySchema, UNREADABLE_PATH, unreadableAnswerSchema, unreadableBodySchema } from './feed.ts';
import { kioskStateAnswerSchema, kioskStateBodySchema } from './kiosk-state.ts';
import { redeemAnswerSchema, redeemBodySchema } from './letters.ts';
import { loginAnswerSchema, loginBodySchema } from './logins.ts';
import {
  PACKAGE_PATH,
  packageQuerySchema,
  releaseNewsAnswerSchema,
  releaseNewsBodySchema,
  releaseOfferAnswerSchema,
  releaseOfferBodySchema,
} from './releases.ts';
import { SPACE_CALLS, type SpaceCall } from './space-calls.ts';
import { KIOSK_ADVISER_CALLS } from './staff/kiosk-adviser-calls.ts';

const wellSchema = z.object({ status: z.literal('ok') });

/** Calls of a device about itself. */
const FOR_DEVICES = {
  tag: 'devices',
  callers: ['device'],
  limit: 'address',
  faults: [
    'malformed',
    'unknown-device',
    'bad-signature',
    'signature-time',
    'outdated',
    'too-many-requests',
    'unavailable',
  ],
} as const;

/** Calls of monitoring about the hub itself. */
const FOR_WATCHERS = { method: 'GET', limit: 'none', body: null } as const;

type SpaceRow<Name extends SpaceCall> = typeof FOR_CLIENTS &
  (typeof SPACE_CALLS)[Name] & {
    readonly path: `/v1/space/${Name}`;
    readonly tag: 'space';
    readonly summary: string;
  };

/** The calls of the member space. Each belongs to the session in `SESSION_HEADER`. */
const spaceRows = Object.fromEntries(
  Object.entries(SPACE_CALLS).map(([name, call]) => [
    `space/${name}`,
    { ...FOR_CLIENTS, ...call, path: `/v1/space/${name}`, tag: 'space', summary: `Member space: ${name}` },
  ]),
) as { readonly [Name in SpaceCall as `space/${Name}`]: SpaceRow<Name> };

/**
 * Every call of the hub's HTTP API. The hub's routes, their description, the check of callers and the kiosk's client
 * are made from this table.
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
    callers: ['monitor'],
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
    // A budget of its own, so that a kiosk that calls the feed too often can still send its events. A kiosk that
    // waits for news stays below it: the watch wakes it at most 150 times a minute.
    limit: 'feed',
    summary: 'Changes of members after a position',
    description: 'NDJSON; the last line is an object with the position to go on from. Long poll with `wait`.',
    query: feedQuerySchema,
    body: null,
    answer: null,
    faults: [...FOR_CLIENTS.faults, 'not-found', 'reload'],
  },
  'tell-unreadable': {
    ...FOR_CLIENTS,
    path: UNREADABLE_PATH,
    callers: ['kiosk'],
    limit: 'feed',
    summary: 'Changes of which the kiosk could not read a field: by position, without content',
    body: unreadableBodySchema,
    answer: unreadableAnswerSchema,
    faults: [...FOR_CLIENTS.faults, 'not-found'],
  },
  'tell-state': {
    ...FOR_CLIENTS,
    path: '/v1/kiosks/state',
    callers: ['kiosk'],
    summary: 'What keeps the kiosk from serving, such as a full disk; null: nothing',
    body: kioskStateBodySchema,
    answer: kioskStateAnswerSchema,
    faults: [...FOR_CLIENTS.faults, 'not-found'],
  },
  'release-offer': {
    ...FOR_CLIENTS,
    path: '/v1/releases/offer',
    callers: ['kiosk'],
    summary: 'Which release is for this kiosk: its signed manifest',
    body: releaseOfferBodySchema,
    answer: releaseOfferAnswerSchema,
    faults: [...FOR_CLIENTS.faults, 'not-found'],
  },
  'release-package': {
    ...FOR_CLIENTS,
    method: 'GET',
    path: PACKAGE_PATH,
    callers: ['kiosk'],
    summary: 'Bytes of the package of that release, or a part of them',
    description: 'With `Range: bytes=FIRST-LAST` the answer is 206 with `Content-Range`.',
    query: packageQuerySchema,
    body: null,
    answer: null,
    faults: [...FOR_CLIENTS.faults, 'not-found', 'bad-range'],
  },
  'release-news': {
    ...FOR_CLIENTS,
    path: '/v1/releases/news',
    callers: ['kiosk'],
    summary: 'How far the kiosk is with releases, and when it last could ask for one',
    body: releaseNewsBodySchema,
    answer: releaseNewsAnswerSchema,
    faults: [...FOR_CLIENTS.faults, 'not-found'],
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
  'code-ways': {
    ...FOR_CLIENTS,
    path: '/v1/codes/ways',
    tag: 'members',
    summary: 'By which channels a member can get a code now',
    body: codeWaysBodySchema,
    answer: codeWaysAnswerSchema,
  },
  'ask-code': {
    ...FOR_CLIENTS,
    path: '/v1/codes',
    tag: 'members',
    summary: 'Sends a member a code for a password; may be sent again',
    body: askCodeBodySchema,
    answer: askCodeAnswerSchema,
  },
  'code-state': {
    ...FOR_CLIENTS,
    path: '/v1/codes/state',
    tag: 'members',
    summary: 'What became of the message with that code',
    body: codeStateBodySchema,
    answer: codeStateAnswerSchema,
  },
  'check-code': {
    ...FOR_CLIENTS,
    path: '/v1/codes/check',
    tag: 'members',
    summary: 'Checks that code; the answer names the proof that the password needs',
    body: checkCodeBodySchema,
    answer: checkCodeAnswerSchema,
  },
  'redeem-letter': {
    ...FOR_CLIENTS,
    path: '/v1/letters/redeem',
    tag: 'members',
    summary: 'Spends the code of a letter',
    body: redeemBodySchema,
    answer: redeemAnswerSchema,
  },
  ...ACCOUNT_CALLS,
  ...KIOSK_BRANCH_CALLS,
  ...STAFF_CALLS,
  ...spaceRows,
  ...KIOSK_ADVISER_CALLS,
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

export type HubCallName = keyof Calls;

/** Names of the calls that a caller may make. */
export type CallsOf<Who extends Caller> = {
  [Name in HubCallName]: Who extends Calls[Name]['callers'][number] ? Name : never;
}[HubCallName];

/** Body of a call, as the caller writes it. */
export type CallBody<Name extends HubCallName> = Calls[Name]['body'] extends z.ZodType
  ? z.input<Calls[Name]['body']>
  : Record<string, never>;

/** Body of a call, as the hub reads it. */
export type ReadBody<Name extends HubCallName> = Calls[Name]['body'] extends z.ZodType
  ? z.output<Calls[Name]['body']>
  : unknown;

/** Query of a call, as the hub reads it. */
export type ReadQuery<Name extends HubCallName> = Calls[Name] extends { readonly query: z.ZodType }
  ? z.output<Calls[Name]['query']>
  : unknown;

/** Answer to a call; `null` when it is not JSON. */
export type CallAnswer<Name extends HubCallName> = Calls[Name]['answer'] extends z.ZodType
  ? z.output<Calls[Name]['answer']>
  : null;

/** Faults that a call may answer. */
export type CallFault<Name extends HubCallName> = Calls[Name]['faults'][number];
