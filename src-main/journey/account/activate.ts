import { letterCodeOf } from '../../../src-shared/values/letter-code.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import { activationParts } from '../steps/parts.ts';
import { stepAfterOpening } from '../steps/opened-account.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { readHolder, unreadable } from '../steps/read-fields.ts';

/**
 * The provisional password of a letter. Head office checks it and counts the try over all kiosks, but does not use it
 * up yet.
 */
export const activate = {
  progress: (_step, { accounts }) => ({ step: 1, of: activationParts(accounts) }),
  screen: ({ situation, problem }) => ({ id: 'activate', situation, problem }),
  on: {
    'open-activation': openAccount,
    open: (step, { entry }, { services }) =>
      entry === 'activate-account' || !isOffered(entry, services)
        ? null
        : openEntry(entry, { ...step, problem: null }),
  },
  back: () => ({ at: 'menu' }),
} satisfies StepHandler<'activate'>;

async function openAccount(
  step: StepAt<'activate'>,
  action: ActionOf<'open-activation'>,
  context: JourneyContext,
): Promise<StepAt<'activate' | 'activate-identity'> | null> {
  const { headOffice, limits, clock, newId } = context.services;
  if (headOffice === null) return null;
  const read = readHolder(action.situation, action.number, headOffice);
  if (!read.ok) return { ...step, problem: read.problem };
  const holder = read.value;
  const code = letterCodeOf(action.code);
  if (code === null) return { ...step, problem: unreadable('code', action.code).problem };
  const pausedUntil = await limits.closedUntil('provisional-password');
  if (pausedUntil !== null)
    return { ...step, problem: { kind: 'kiosk-paused', until: clock.toWall(pausedUntil) } };
  const { unanswered } = step;
  const isSame = unanswered?.code === code && subjectOf(unanswered.holder) === subjectOf(holder);
  const attempt = isSame ? unanswered.attempt : newId();
  const answer = await headOffice.call('open-account', { attempt, holder, code });
  if (!answer.ok) return { ...step, unanswered: { holder, code, attempt }, problem: { kind: 'offline' } };
  await limits.take('provisional-password');
  return stepAfterOpening({ holder, attempt, answer: answer.value }, context);
}
