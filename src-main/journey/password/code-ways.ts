import type { ChannelOffer } from '../../../src-shared/journey/screens.ts';
import type { CodeWays } from '../../../src-shared/hub-api/codes.ts';
import {
  maskedContactOn,
  SENT_CHANNELS,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import type { HubAnswer } from '../../hub-client/hub-answer.ts';
import type { CodeSource, NamedMember, StepAt } from '../steps/step.ts';
import type { Services } from '../steps/services.ts';

type Problem = StepAt<'choose-channel'>['problem'];

/**
 * Who can send this member a code now: head office; without the line this kiosk, where the configuration gives it the
 * means and says so; or nobody.
 */
export async function findSource(member: NamedMember, services: Services): Promise<CodeSource> {
  const { headOffice, clock } = services;
  if (headOffice === null) return { by: 'kiosk', isFallback: false };
  const told: HubAnswer<CodeWays> = await headOffice.call('code-ways', { number: member.number });
  if (!told.ok) return canSend(services) ? { by: 'kiosk', isFallback: true } : { by: 'nobody' };
  const now = clock.now();
  const { email, sms, lockedFor, isSpent } = told.value;
  const wayOf = (way: CodeWays['email']) =>
    way && { sender: way.sender, nextAt: way.waitMs === null ? null : now + way.waitMs };
  return {
    by: 'head-office',
    ways: { email: wayOf(email), sms: wayOf(sms) },
    lockedUntil: lockedFor === null ? null : now + lockedFor,
    isSpent,
  };
}

/** The channels that the member can choose, masked, and always the letter. */
export function offersOf(
  { member, source }: Pick<StepAt<'choose-channel'>, 'member' | 'source'>,
  services: Services,
): ChannelOffer[] {
  const { letters, clock } = services;
  // The clock is read after `next` was computed, so that "now" of a moment ago does not lie in the future.
  const offer = (channel: ChannelOffer['channel'], masked: string | null, next: number): ChannelOffer => ({
    channel,
    masked,
    nextAt: next > clock.now() ? clock.toWall(next) : null,
  });
  const byCode = SENT_CHANNELS.flatMap((channel) => {
    const masked = maskedContactOn(channel, member);
    const next = masked === null ? null : nextOn(channel, member, source, services);
    return masked === null || next === null ? [] : [offer(channel, masked, next)];
  });
  return [...byCode, offer('letter', null, letters.nextAt(member.key))];
}

/** Steady moment from which a channel can be used; null: it cannot. */
export function nextOn(
  channel: SentChannel,
  member: NamedMember,
  source: CodeSource | null,
  { codes, senders }: Services,
): number | null {
  switch (source?.by) {
    case 'kiosk': {
      if (senders[channel] === null) return null;
      const status = codes.status(member.key);
      return status.lockedUntil ?? status.nextSend[channel];
    }
    case 'head-office':
      return source.ways[channel]?.nextAt ?? null;
    case 'nobody':
    case undefined:
      return null;
  }
}

/** What stands in the way of any code by e-mail or SMS. */
export function sourceProblem(
  { member, source }: Pick<StepAt<'choose-channel'>, 'member' | 'source'>,
  { codes, clock }: Services,
): Problem {
  if (source?.by === 'head-office') {
    const { lockedUntil, isSpent, ways } = source;
    if (lockedUntil !== null) return { kind: 'tries-exhausted', until: clock.toWall(lockedUntil) };
    if (!isSpent) return null;
    const next = [ways.email?.nextAt, ways.sms?.nextAt].filter((at) => typeof at === 'number');
    return next.length === 0 ? null : { kind: 'sends-exhausted', until: clock.toWall(Math.min(...next)) };
  }
  if (source?.by !== 'kiosk') return null;
  const status = codes.status(member.key);
  if (status.lockedUntil !== null)
    return { kind: 'tries-exhausted', until: clock.toWall(status.lockedUntil) };
  if (!status.sendsExhausted) return null;
  return { kind: 'sends-exhausted', until: clock.toWall(Math.min(...Object.values(status.nextSend))) };
}

function canSend({ senders }: Services): boolean {
  return Object.values(senders).some((sender) => sender !== null);
}
