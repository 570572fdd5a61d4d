import {
  contactOn,
  maskedContactOn,
  SENT_CHANNELS,
  type Channel,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import type { ChannelOffer } from '../../../src-shared/journey/screens.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import type { NamedMember, StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** The channels on file, masked, and always the letter. */
export const chooseChannel = {
  progress: () => ({ step: 2, of: 4 }),
  screen: (step, context) => ({
    id: 'choose-channel',
    offers: offers(step.member, context),
    problem: step.problem ?? statusProblem(step.member, context),
  }),
  on: {
    'choose-channel': (step, { channel }, context) =>
      channel === 'letter' ? askLetter(step, context) : sendCode(step, channel, context),
  },
  back: (step) => step.pending ?? { at: 'identify', purpose: 'password', problem: null },
} satisfies StepHandler<'choose-channel'>;

/** Sends a code on a channel on file, or tells why it cannot be sent now. */
export async function sendCode(
  step: { readonly member: NamedMember; readonly pending: StepAt<'choose-channel'>['pending'] },
  channel: SentChannel,
  { services, visit }: JourneyContext,
): Promise<StepAt<'choose-channel' | 'enter-code'>> {
  const { member } = step;
  const { codes, notices, outbox, limits, clock, audit, senders } = services;
  const stay = { at: 'choose-channel', member, pending: step.pending } as const;
  if (contactOn(channel, member) === null || senders[channel] === null) return { ...stay, problem: null };
  const bucket = `code-${channel}` as const;
  const pausedUntil = await limits.closedUntil(bucket);
  if (pausedUntil !== null)
    return { ...stay, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const now = clock.now();
  const issued = codes.issue(member.key, channel, (code, expiresAt, replaced) => {
    for (const id of replaced) outbox.void(id);
    return notices.code(member, channel, {
      code,
      expiresAt,
      language: visit.display.language,
      validMinutes: CODE_LIFE / MINUTE,
    });
  });
  if (!issued) {
    const { lockedUntil, nextSend } = codes.status(member.key);
    if (lockedUntil !== null) return { ...stay, problem: null };
    return { ...stay, problem: { kind: 'not-now', until: clock.toWall(nextSend[channel]) } };
  }
  await limits.take(bucket);
  audit.record('code-issued', member.key, channel);
  return {
    at: 'enter-code',
    member,
    channel,
    recoveryId: issued.recoveryId,
    deliveryId: issued.deliveryId,
    sentAt: now,
    expiresAt: issued.expiresAt,
    problem: null,
  };
}

async function askLetter(
  step: StepAt<'choose-channel'>,
  { services }: JourneyContext,
): Promise<StepAt<'choose-channel' | 'letter-requested'>> {
  const { limits, clock, letters, events, audit } = services;
  const { member } = step;
  const pausedUntil = await limits.closedUntil('code-letter');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const letter = letters.request(member.key, () => {
    audit.record('letter-requested', member.key);
    return events.add({ kind: 'letter-requested', number: member.number }, { memberKey: member.key });
  });
  if (!letter)
    return { ...step, problem: { kind: 'not-now', until: clock.toWall(letters.nextAt(member.key)) } };
  await limits.take('code-letter');
  return { at: 'letter-requested', ...letter };
}

function offers(member: NamedMember, { services }: JourneyContext): ChannelOffer[] {
  const { codes, letters, senders, clock } = services;
  const status = codes.status(member.key);
  // The clock is read after `next` was computed, so that "now" of a moment ago does not lie in the future.
  const offer = (channel: Channel, masked: string | null, next: number): ChannelOffer => ({
    channel,
    masked,
    nextAt: next > clock.now() ? clock.toWall(next) : null,
  });
  const byCode = SENT_CHANNELS.flatMap((channel) => {
    const masked = maskedContactOn(channel, member);
    if (masked === null || senders[channel] === null) return [];
    return [offer(channel, masked, status.lockedUntil ?? status.nextSend[channel])];
  });
  return [...byCode, offer('letter', null, letters.nextAt(member.key))];
}

function statusProblem(
  member: NamedMember,
  { services: { codes, clock } }: JourneyContext,
): StepAt<'choose-channel'>['problem'] {
  const status = codes.status(member.key);
  if (status.lockedUntil !== null)
    return { kind: 'tries-exhausted', until: clock.toWall(status.lockedUntil) };
  if (!status.sendsExhausted) return null;
  return {
    kind: 'sends-exhausted',
    until: clock.toWall(Math.min(...Object.values(status.nextSend))),
  };
}
