import { failedChallenge, freshChallenge } from '../steps/challenge-step.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { takeChannel } from './choose-channel.ts';
import { identifyEmail } from './identify-email.ts';
import { identifyMember } from './identify.ts';

/**
 * The anti-robot before an act that tells something or costs money: a further member number, an SMS, a letter. Passed
 * once, it counts for the visit.
 */
export const antiRobot = {
  progress: ({ then }) => {
    if (then.kind === 'channel') return { step: 2, of: 5 };
    return then.from.purpose === 'letter' ? null : { step: 1, of: 5 };
  },
  screen: ({ then, challenge, problem }) => ({
    id: 'anti-robot',
    before: then.kind === 'channel' ? then.channel : 'identify',
    challenge,
    problem,
  }),
  on: {
    'ask-challenge': (step, { way }, { visit }) => ({
      ...step,
      challenge: freshChallenge(visit, way),
      problem: null,
    }),
    'answer-challenge': tryAnswer,
  },
  back: ({ then }) => then.from,
} satisfies StepHandler<'anti-robot'>;

/** Where the anti-robot leads; null: nowhere. */
type Passed =
  | StepAt<'anti-robot' | 'identify' | 'letter-code' | 'take-ticket' | 'choose-channel' | 'attract'>
  | StepAt<'account-code' | 'enter-code' | 'letter-requested'>
  | null;

async function tryAnswer(
  step: StepAt<'anti-robot'>,
  { answer }: ActionOf<'answer-challenge'>,
  context: JourneyContext,
): Promise<Passed> {
  const { services, visit } = context;
  const { limits, clock } = services;
  const next = await limits.nextNumberAt();
  if (next > clock.now()) {
    const challenge = freshChallenge(visit, answer.way);
    return { ...step, challenge, problem: { kind: 'paused', until: clock.toWall(next) } };
  }
  const failed = failedChallenge(visit, answer);
  if (failed) {
    // One of eight pictures is right: a program that guesses pays for each miss like for a number.
    await limits.takeNumber();
    return { ...step, ...failed };
  }
  visit.isPerson = true;
  return passed(step, context);
}

/** Does what the right answer was asked for. */
export async function passed({ then }: StepAt<'anti-robot'>, context: JourneyContext): Promise<Passed> {
  switch (then.kind) {
    case 'number':
      return identifyMember(then.from, then.number, context);
    case 'email':
      return identifyEmail(then.from, then.email, context);
    case 'channel':
      return takeChannel(then.from, then.channel, context);
  }
}
