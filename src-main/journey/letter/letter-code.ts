import { letterCodeOf } from '../../../src-shared/values/letter-code.ts';
import type { RedeemAnswer } from '../../../src-shared/hub-api/letters.ts';
import type { OpenAccountAnswer } from '../../../src-shared/hub-api/accounts.ts';
import { newChoice } from '../password/send-code.ts';
import { stepAside } from '../password/waiting-ticket.ts';
import { openEntry } from '../steps/entries.ts';
import { stepAfterOpening } from '../steps/opened-account.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';

/**
 * The code of a letter, typed or scanned, whichever it is: the code itself tells whether it is for a password or the
 * provisional password of an account. Head office checks it and counts the tries over all kiosks. How far one is, is told once
 * that is known.
 */
export const letterCode = {
  screen: ({ problem }) => ({ id: 'letter-code', problem }),
  on: {
    'enter-letter-code': (step, { code }, context) => tryLetterCode(step, code, context),
    'step-aside': (step, _action, context) => stepAside(step, context),
    open: (step, { entry }) => {
      if (entry === 'password') return newChoice(step.member);
      return entry === 'help' ? openEntry(entry, { ...step, problem: null }) : null;
    },
  },
  back: () => ({ at: 'identify', purpose: 'letter', problem: null }),
} satisfies StepHandler<'letter-code'>;

async function tryLetterCode(
  step: StepAt<'letter-code'>,
  text: string,
  context: JourneyContext,
): Promise<Tried | null> {
  const { limits, clock, headOffice, newId } = context.services;
  if (headOffice === null) return null;
  const code = letterCodeOf(text);
  if (code === null) return { ...step, problem: { kind: 'malformed' } };
  const pausedUntil = await limits.closedUntil('typed-letter-code');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const attempt = step.unanswered?.code === code ? step.unanswered.attempt : newId();
  const { member } = step;
  const offline: Tried = { ...step, unanswered: { code, attempt }, problem: { kind: 'offline' } };
  const redeemed = await headOffice.call('redeem-letter', { attempt, number: member.number, code });
  if (!redeemed.ok) return offline;
  const holder = { situation: 'member', number: member.number } as const;
  const opened =
    redeemed.value.result === 'wrong'
      ? await headOffice.call('open-account', { attempt, holder, code })
      : null;
  if (opened?.ok === false) return offline;
  await limits.take('typed-letter-code');
  const told = { ...step, unanswered: null };
  if (opened !== null && ['accepted', 'expired', 'used'].includes(opened.value.result))
    return stepAfterOpening({ holder, attempt, answer: opened.value }, context);
  return stepAfterAnswer(told, attempt, strictest(redeemed.value, opened?.value ?? null), context);
}

type Tried = StepAt<'letter-code' | 'define-password' | 'activate' | 'activate-identity'>;

/** A wrong code counts among the tries of both kinds: a lock is told, otherwise the fewest tries that are left. */
function strictest(redeemed: RedeemAnswer, opened: OpenAccountAnswer | null): RedeemAnswer {
  if (opened?.result === 'locked') return opened;
  return redeemed.result === 'wrong' && opened?.result === 'wrong'
    ? { result: 'wrong', triesLeft: Math.min(redeemed.triesLeft, opened.triesLeft) }
    : redeemed;
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
