import { letterCodeOf } from '../../../src-shared/values/letter-code.ts';
import type { RedeemAnswer } from '../../../src-shared/hub-api/letters.ts';
import { openEntry } from '../steps/entries.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';

/** The code of a letter, typed or scanned. Head office checks it and counts the tries over all kiosks. */
export const letterCode = {
  progress: () => ({ step: 2, of: 4 }),
  screen: ({ problem }) => ({ id: 'letter-code', problem }),
  on: {
    'enter-letter-code': (step, { code }, context) => tryLetterCode(step, code, context),
    open: (step, { entry }) => (entry === 'help' ? openEntry(entry, { ...step, problem: null }) : null),
  },
  back: () => ({ at: 'identify', purpose: 'letter', problem: null }),
} satisfies StepHandler<'letter-code'>;

async function tryLetterCode(
  step: StepAt<'letter-code'>,
  text: string,
  context: JourneyContext,
): Promise<StepAt<'letter-code' | 'define-password'> | null> {
  const { limits, clock, headOffice, newId } = context.services;
  if (headOffice === null) return null;
  const code = letterCodeOf(text);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  const pausedUntil = await limits.closedUntil('typed-letter-code');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const attempt = step.unanswered?.code === code ? step.unanswered.attempt : newId();
  const answer = await headOffice.call('redeem-letter', { attempt, number: step.member.number, code });
  if (!answer.ok) return { ...step, unanswered: { code, attempt }, problem: { kind: 'offline' } };
  await limits.take('typed-letter-code');
  return stepAfterAnswer({ ...step, unanswered: null }, attempt, answer.value, context);
}

function stepAfterAnswer(
  step: StepAt<'letter-code'>,
  attempt: string,
  answer: RedeemAnswer,
  { services: { audit, clock }, visit }: JourneyContext,
): StepAt<'letter-code' | 'define-password'> {
  const { member } = step;
  if (answer.result === 'accepted') {
    audit.record('letter-code-right', member.key);
    visit.challenges.clear();
    const proof = { by: 'head-office', member, proof: { by: 'letter', id: attempt } } as const;
    return { at: 'define-password', proof, challenge: null, problem: null };
  }
  audit.record('letter-code-wrong', member.key, answer.result);
  switch (answer.result) {
    case 'wrong':
      return { ...step, problem: { kind: 'wrong', triesLeft: answer.triesLeft } };
    case 'locked':
      return { ...step, problem: { kind: 'locked', until: clock.toWall(clock.now() + answer.waitMs) } };
    case 'expired':
    case 'used':
      return { ...step, problem: { kind: answer.result } };
  }
}
