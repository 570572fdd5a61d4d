import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { contactOn, type SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { askPerson } from '../steps/challenge-step.ts';
import type { NamedMember, StepAt } from '../steps/step.ts';
import type { JourneyContext } from '../steps/step-handler.ts';

type Choice = StepAt<'choose-channel'>;

/** Sends a code on a channel on file, or tells why it cannot be sent now. */
export async function sendCode(
  step: Pick<Choice, 'member' | 'pending' | 'source' | 'unanswered'>,
  channel: SentChannel,
  context: JourneyContext,
): Promise<StepAt<'choose-channel' | 'anti-robot' | 'enter-code'>> {
  const { clock, limits, senders } = context.services;
  const { member, pending, source, unanswered } = step;
  const stay: Choice = { at: 'choose-channel', member, pending, source, unanswered, problem: null };
  if (source === null || source.by === 'nobody' || contactOn(channel, member) === null) return stay;
  if (source.by === 'kiosk' && senders[channel] === null) return stay;
  const pausedUntil = await limits.closedUntil(`code-${channel}`);
  if (pausedUntil !== null)
    return { ...stay, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  if (channel === 'sms' && !context.visit.isPerson)
    return askPerson({ kind: 'channel', channel, from: stay });
  return source.by === 'kiosk'
    ? sendHere(stay, channel, source.isFallback, context)
    : sendThere(stay, channel, context);
}

/** Head office makes and sends the code; this kiosk never has it. */
async function sendThere(
  stay: Choice,
  channel: SentChannel,
  { services, visit }: JourneyContext,
): Promise<StepAt<'choose-channel' | 'enter-code'>> {
  const { headOffice, clock, limits, audit, newId } = services;
  const { member, source, unanswered } = stay;
  if (headOffice === null || source?.by !== 'head-office') return stay;
  const way = source.ways[channel];
  if (way === null) return stay;
  const attempt = unanswered?.channel === channel ? unanswered.attempt : newId();
  const answer = await headOffice.call('ask-code', {
    ...{ attempt, visit: visit.id, number: member.number, channel },
    language: visit.display.language,
  });
  // Whether the line is there, and what else can be done, is asked again before the screen is shown.
  if (!answer.ok) return { ...stay, source: null, unanswered: { attempt, channel } };
  const now = clock.now();
  const told = answer.value;
  const without = (nextAt: number | null): Choice['source'] => ({
    ...source,
    ways: { ...source.ways, [channel]: nextAt === null ? null : { ...way, nextAt } },
  });
  switch (told.result) {
    case 'paused': {
      const nextAt = now + told.waitMs;
      return {
        ...stay,
        source: without(nextAt),
        problem: { kind: 'not-now', until: clock.toWall(nextAt) },
      };
    }
    case 'closed':
      return {
        ...stay,
        source: without(null),
        problem: { kind: 'channel-closed', until: clock.toWall(now + told.waitMs) },
      };
    case 'no-channel':
      return { ...stay, source: without(null) };
    case 'ok':
      await limits.take(`code-${channel}`);
      audit.record('code-issued', member.key, channel);
      return {
        ...{ at: 'enter-code', member, channel, sentAt: now, expiresAt: now + told.codeFor, problem: null },
        code: {
          ...{
            by: 'head-office',
            attempt,
            sender: way.sender,
            message: told.message,
            triesLeft: told.triesLeft,
          },
          resendAt: told.resendIn === null ? null : now + told.resendIn,
        },
      };
  }
}

/** This kiosk makes and sends the code. */
async function sendHere(
  stay: Choice,
  channel: SentChannel,
  isFallback: boolean,
  { services, visit }: JourneyContext,
): Promise<StepAt<'choose-channel' | 'enter-code'>> {
  const { codes, notices, outbox, limits, clock, audit } = services;
  const { member } = stay;
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
    if (lockedUntil !== null) return stay;
    return { ...stay, problem: { kind: 'not-now', until: clock.toWall(nextSend[channel]) } };
  }
  await limits.take(`code-${channel}`);
  audit.record('code-issued', member.key, channel);
  const { recoveryId, deliveryId, expiresAt } = issued;
  return {
    ...{ at: 'enter-code', member, channel, sentAt: now, expiresAt, problem: null },
    code: { by: 'kiosk', recoveryId, deliveryId, isFallback },
  };
}

/** The choice of a channel from the start: who can send is found out before it is shown. */
export function newChoice(member: NamedMember, pending: Choice['pending'] = null): Choice {
  return { at: 'choose-channel', member, pending, source: null, unanswered: null, problem: null };
}
