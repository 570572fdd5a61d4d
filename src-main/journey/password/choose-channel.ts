import type { Channel } from '../../../src-shared/values/contact/channel.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { askPerson } from '../steps/challenge-step.ts';
import { findSource, offersOf, sourceProblem } from './code-ways.ts';
import { sendCode } from './send-code.ts';
import { stepAside } from './waiting-ticket.ts';

/** The channels on file, masked, and always the letter. */
export const chooseChannel = {
  progress: () => ({ step: 2, of: 5 }),
  screen: (step, { services }) => ({
    id: 'choose-channel',
    line: lineOf(step.source),
    offers: offersOf(step, services),
    problem: step.problem ?? sourceProblem(step, services),
  }),
  onEnter: async (
    step: StepAt<'choose-channel'>,
    { services }: JourneyContext,
  ): Promise<StepAt<'choose-channel'>> =>
    step.source === null ? { ...step, source: await findSource(step.member, services) } : step,
  on: {
    'choose-channel': (step, { channel }, context) => takeChannel(step, channel, context),
    'step-aside': (step, _action, context) => stepAside(step, context),
  },
  back: (step) => step.pending ?? { at: 'identify', purpose: 'password', problem: null },
} satisfies StepHandler<'choose-channel'>;

/** Sends a code, or asks for a letter. An SMS and a letter cost money: they need the anti-robot. */
export async function takeChannel(
  step: StepAt<'choose-channel'>,
  channel: Channel,
  context: JourneyContext,
): Promise<StepAt<'choose-channel' | 'anti-robot' | 'enter-code' | 'letter-requested'>> {
  return channel === 'letter' ? askLetter(step, context) : sendCode(step, channel, context);
}

function lineOf(source: StepAt<'choose-channel'>['source']): 'up' | 'fallback' | 'down' {
  if (source?.by === 'kiosk') return source.isFallback ? 'fallback' : 'up';
  return source?.by === 'head-office' ? 'up' : 'down';
}

async function askLetter(
  step: StepAt<'choose-channel'>,
  { services, visit }: JourneyContext,
): Promise<StepAt<'choose-channel' | 'anti-robot' | 'letter-requested'>> {
  const { limits, clock, letters, events, audit } = services;
  const { member } = step;
  const pausedUntil = await limits.closedUntil('code-letter');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  if (!visit.isPerson && letters.nextAt(member.key) <= clock.now())
    return askPerson({ kind: 'channel', channel: 'letter', from: { ...step, problem: null } });
  const letter = letters.request(member.key, () => {
    audit.record('letter-requested', member.key);
    return events.add({ kind: 'letter-requested', number: member.number }, { memberKey: member.key });
  });
  if (!letter)
    return { ...step, problem: { kind: 'not-now', until: clock.toWall(letters.nextAt(member.key)) } };
  await limits.take('code-letter');
  return { at: 'letter-requested', ...letter };
}
