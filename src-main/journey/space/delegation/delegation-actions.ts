import { parseFamilyName } from '../../../../src-shared/values/person-name.ts';
import type { Action } from '../../../../src-shared/journey/action.ts';
import { parseMemberNumber } from '../../../../src-shared/values/member-number.ts';
import type { Delegation } from '../../../../src-shared/hub-api/space-data.ts';
import { unreadable, wrongField } from '../../steps/read-fields.ts';
import type { JourneyContext } from '../../steps/step-handler.ts';
import { consentAct, offerDelegation, type Delegations } from './delegation-consent.ts';
import { openCode } from '../shared/fresh-code.ts';
import { askSpace, isRefusal } from '../../steps/loaded.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import { keyOf } from '../../steps/space.ts';
import type { SpaceStep } from '../../steps/space-steps.ts';

/** What can be done with delegations, but for choosing for whom to act. Only those that are shown can be named. */
export function delegationAct(
  step: Delegations,
  action: Action,
  context: JourneyContext,
): Promise<SpaceStep | null> | SpaceStep | null {
  const plain: Delegations = { ...step, done: null, problem: null };
  switch (action.type) {
    case 'find-helper':
      return findHelper({ ...plain, helper: null, consent: null }, action, context);
    case 'offer-delegation':
      return offerDelegation(plain, action, context);
    case 'answer-delegation':
      return answerDelegation({ ...plain, helper: null, consent: null }, action, context);
    case 'revoke-delegation':
      return revoked({ ...plain, helper: null, consent: null }, action.delegation, context);
    case 'open-journal': {
      const { delegation } = action;
      const isGiven = listed(step, 'given', delegation) !== null;
      return isGiven ? { ...plain, journal: { delegation, page: 0, content: null } } : null;
    }
    case 'turn-page':
      return step.journal && { ...plain, journal: { ...step.journal, page: action.page, content: null } };
    case 'start-over':
      return { ...plain, helper: null, consent: null, journal: null };
    case 'retry':
      return step.journal
        ? { ...plain, journal: { ...step.journal, content: null } }
        : { ...plain, content: null };
    default:
      return consentAct(step, action, context);
  }
}

async function findHelper(
  step: Delegations,
  typed: Extract<Action, { type: 'find-helper' }>,
  { services }: JourneyContext,
): Promise<SpaceStep> {
  const { clock } = services;
  const number = parseMemberNumber(typed.number);
  if (number === null) return { ...step, problem: unreadable('number', typed.number).problem };
  const name = parseFamilyName(typed.familyName);
  if (!name.ok) return { ...step, problem: wrongField('family-name', name.problem).problem };
  const familyName = name.name;
  const answer = await askSpace(services, step.space, 'find-helper', { number, familyName });
  switch (answer.result) {
    case 'ok':
      return { ...step, helper: { number, familyName, name: answer.name } };
    case 'nobody':
      return { ...step, problem: { kind: 'nobody', triesLeft: answer.triesLeft } };
    case 'yourself':
    case 'already':
      return { ...step, problem: { kind: answer.result } };
    case 'locked':
      return { ...step, problem: { kind: 'locked', until: clock.toWall(clock.now() + answer.waitMs) } };
    default:
      return stepAfterRefusal(step, answer.result);
  }
}

async function answerDelegation(
  step: Delegations,
  { delegation, accept }: Extract<Action, { type: 'answer-delegation' }>,
  context: JourneyContext,
): Promise<SpaceStep | null> {
  const { services, visit } = context;
  const { space } = step;
  if (listed(step, 'received', delegation)?.state !== 'offered') return null;
  if (accept) {
    const opened = await openCode('delegation', space, context);
    if (opened.result !== 'ok') return stepAfterRefusal(step, opened.result);
    return { ...step, consent: { to: 'accept', delegation, ask: opened.ask } };
  }
  const { language } = visit.display;
  const body = { delegation, accept: false, proof: null, language };
  const answer = await askSpace(services, space, 'answer-delegation', body);
  if (isRefusal(answer)) return stepAfterRefusal(step, answer.result);
  if (answer.result !== 'ok') return { ...step, content: null, problem: { kind: 'gone' } };
  services.audit.record('delegation-changed', keyOf(space, services.vault), 'declined');
  return { ...step, content: null, done: 'declined' };
}

async function revoked(
  step: Delegations,
  delegation: string,
  { services, visit }: JourneyContext,
): Promise<SpaceStep | null> {
  const { space } = step;
  const shownOne = listed(step, 'given', delegation) ?? listed(step, 'received', delegation);
  if (shownOne?.state !== 'offered' && shownOne?.state !== 'active') return null;
  const { language } = visit.display;
  const answer = await askSpace(services, space, 'revoke-delegation', { delegation, language });
  if (isRefusal(answer)) return stepAfterRefusal(step, answer.result);
  if (answer.result !== 'ok') return { ...step, content: null, problem: { kind: 'gone' } };
  services.audit.record('delegation-changed', keyOf(space, services.vault), 'revoked');
  return { ...step, content: null, journal: null, done: 'revoked' };
}

/** A delegation that is shown; null: none such is. */
function listed({ content }: Delegations, side: 'given' | 'received', delegation: string): Delegation | null {
  if (content?.state !== 'ready') return null;
  return content.value[side].find(({ id }) => id === delegation) ?? null;
}
