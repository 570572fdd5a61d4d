import { subjectOf } from '../../../src-shared/values/holder.ts';
import { localToday } from '../../clock/local-today.ts';
import { failedChallenge, freshChallenge } from '../steps/challenge-step.ts';
import { openEntry } from '../steps/entries.ts';
import { REQUEST_PARTS } from '../steps/parts.ts';
import { memberKey } from '../steps/member-key.ts';
import type { Services } from '../steps/services.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { readClaim, type ReadClaim } from './read-claim.ts';

/**
 * Asks for an account, or for a lost identifier. Only head office compares the data with its own, so the following
 * screens are the same for everybody. The page holds the typed data; only the decision is stored here.
 */
export const accountRequest = {
  progress: ({ purpose }) => ({ step: 2, of: 1 + REQUEST_PARTS[purpose] }),
  screen: ({ purpose, situation, challenge, problem }, { services, visit }) => ({
    ...{ id: 'account-request', purpose, situation, today: localToday(services.clock), challenge, problem },
    isPassed: visit.isAttested,
  }),
  on: {
    'ask-challenge': (step, { way }, { visit }) => ({
      ...step,
      challenge: freshChallenge(visit, way),
      problem: null,
    }),
    'request-account': requestAccount,
    open: (step, { entry }) =>
      entry === 'help' ? openEntry(entry, { ...step, challenge: null, problem: null }) : null,
  },
  back: ({ purpose }) => ({ at: 'account-situation', purpose }),
} satisfies StepHandler<'account-request'>;

async function requestAccount(
  step: StepAt<'account-request'>,
  action: ActionOf<'request-account'>,
  { services, visit }: JourneyContext,
): Promise<StepAt<'account-request' | 'account-requested'> | null> {
  const { headOffice, limits, clock } = services;
  if (headOffice === null) return null;
  const { language } = visit.display;
  const claim = readClaim(action, { ...step, headOffice, today: localToday(services.clock), language });
  // The challenge is used up by one answer, so the fields are checked first.
  if (!claim.ok) return { ...step, problem: claim.problem };
  const failed = failedChallenge(visit, action.answer, visit.isAttested);
  if (failed) return { ...step, ...failed };
  const pausedUntil = await limits.closedUntil('account-request');
  if (pausedUntil !== null) {
    const until = clock.toWall(pausedUntil);
    return { ...step, challenge: null, problem: { kind: 'kiosk-paused', until } };
  }
  await limits.take('account-request');
  const eventId = record(claim, services);
  visit.challenges.clear();
  // Each request may post a letter: the next one is asked again.
  visit.isAttested = false;
  return { at: 'account-requested', purpose: step.purpose, eventId };
}

/** @returns the event's id */
function record({ body }: Extract<ReadClaim, { ok: true }>, services: Services): string {
  const { journal, events, audit, vault } = services;
  const key = memberKey(vault, subjectOf(body.holder));
  return journal.transaction(() => {
    audit.record(body.kind, key);
    return events.add(body, { memberKey: key });
  })();
}
