import type { Action } from '../../../src-shared/journey/action.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import { localToday } from '../../clock/local-today.ts';
import { failedChallenge, freshChallenge } from '../steps/challenge-step.ts';
import { memberKey } from '../steps/member-key.ts';
import type { Services } from '../steps/services.ts';
import type { Step, StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { readClaim, type ReadClaim } from './read-claim.ts';

/**
 * Who asks for an account, or for a lost identifier. Head office alone compares it with what it knows: what follows is
 * the same for everybody. The page holds what is typed; nothing of it stays here but the decision.
 */
export const accountRequest: StepHandler<'account-request'> = {
  progress: () => ({ step: 2, of: 2 }),
  screen: ({ purpose, situation, challenge, problem }, { services }) => ({
    ...{ id: 'account-request', purpose, situation, today: localToday(services.clock), challenge, problem },
  }),
  act: (step, action, context) => {
    switch (action.type) {
      case 'ask-challenge':
        return { ...step, challenge: freshChallenge(context.visit, action.way), problem: null };
      case 'request-account':
        return requestAccount(step, action, context);
      case 'open':
        return action.entry === 'help'
          ? { at: 'help', from: { ...step, challenge: null, problem: null } }
          : null;
      default:
        return null;
    }
  },
  back: ({ purpose }) => ({ at: 'account-situation', purpose }),
};

async function requestAccount(
  step: StepAt<'account-request'>,
  action: Extract<Action, { type: 'request-account' }>,
  { services, visit }: JourneyContext,
): Promise<Step> {
  const { headOffice, limits, clock } = services;
  if (headOffice === null) return { at: 'menu' };
  const { language } = visit.display;
  const claim = readClaim(action, { ...step, headOffice, today: localToday(services.clock), language });
  // A challenge serves once: what the page would send back to the visitor is said before it is spent.
  if (!claim.ok) return { ...step, problem: claim.problem };
  const failed = failedChallenge(visit, action.answer);
  if (failed) return { ...step, ...failed };
  const pausedUntil = await limits.closedUntil('account-request');
  if (pausedUntil !== null) {
    const until = clock.toWall(pausedUntil);
    return { ...step, challenge: null, problem: { kind: 'kiosk-paused', until } };
  }
  await limits.take('account-request');
  const eventId = record(claim, services);
  visit.challenges.clear();
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
