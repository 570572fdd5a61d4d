import { readFamilyName } from '../../../../src-shared/values/names/person-name.ts';
import { memberNumberOf } from '../../../../src-shared/values/member-number.ts';
import type { Delegation } from '../../../../src-shared/hub-api/space-data.ts';
import { unreadable, wrongField } from '../../steps/read-fields.ts';
import type { ActionOf, JourneyContext, Reactions } from '../../steps/step-handler.ts';
import { CONSENT_REACTIONS, offerDelegation, type Delegations } from './delegation-consent.ts';
import { actFor } from '../shared/act-for.ts';
import { openCode } from '../shared/fresh-code.ts';
import { askSpace, isRefusal } from '../../steps/loaded.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import { keyOf } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

type Home = SpaceStepAt<'space-home'>;

/** Reactions to the actions on delegations. Only delegations on the screen can be named. */
export const DELEGATION_REACTIONS = {
  'find-helper': (step, action, context) => findHelper(fresh(step), action, context),
  'offer-delegation': (step, action, context) => offerDelegation(plain(step), action, context),
  'answer-delegation': (step, action, context) => answerDelegation(fresh(step), action, context),
  'revoke-delegation': (step, { delegation }, context) => revoked(fresh(step), delegation, context),
  'open-journal': (step, { delegation }) => {
    const isGiven = listed(step, 'given', delegation) !== null;
    return isGiven ? { ...plain(step), journal: { delegation, page: 0, content: null } } : null;
  },
  'turn-page': (step, { page }) =>
    step.journal && { ...plain(step), journal: { ...step.journal, page, content: null } },
  'start-over': (step) => ({ ...fresh(step), journal: null }),
  retry: (step) =>
    step.journal
      ? { ...plain(step), journal: { ...step.journal, content: null } }
      : { ...plain(step), content: null },
  'act-for': chooseFor,
  ...CONSENT_REACTIONS,
} satisfies Reactions<Delegations>;

function plain(step: Delegations): Delegations {
  return { ...step, done: null, problem: null };
}

function fresh(step: Delegations): Delegations {
  return { ...plain(step), helper: null, consent: null };
}

async function chooseFor(
  step: Delegations,
  { delegation }: ActionOf<'act-for'>,
  { services }: JourneyContext,
): Promise<Delegations | Home | null> {
  const { space } = step;
  const isActing = space.acting !== null;
  const isOffered =
    delegation === null ? isActing : !isActing && listed(step, 'received', delegation)?.state === 'active';
  if (!isOffered) return null;
  return actFor(space, delegation, services, (kind) =>
    kind === 'gone' ? { ...step, content: null, problem: { kind } } : { ...step, problem: { kind } },
  );
}

async function findHelper(
  step: Delegations,
  typed: ActionOf<'find-helper'>,
  { services }: JourneyContext,
): Promise<Delegations | Home> {
  const { clock } = services;
  const number = memberNumberOf(typed.number);
  if (number === null) return { ...step, problem: unreadable('number', typed.number).problem };
  const name = readFamilyName(typed.familyName);
  if (!name.ok) return { ...step, problem: wrongField('family-name', name.reason).problem };
  const familyName = name.value;
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
  { delegation, accept }: ActionOf<'answer-delegation'>,
  context: JourneyContext,
): Promise<Delegations | Home | null> {
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
): Promise<Delegations | Home | null> {
  const { space } = step;
  const shownOne = listed(step, 'given', delegation) ?? listed(step, 'received', delegation);
  if (shownOne?.state !== 'offered' && shownOne?.state !== 'active' && shownOne?.state !== 'waiting')
    return null;
  const { language } = visit.display;
  const answer = await askSpace(services, space, 'revoke-delegation', { delegation, language });
  if (isRefusal(answer)) return stepAfterRefusal(step, answer.result);
  if (answer.result !== 'ok') return { ...step, content: null, problem: { kind: 'gone' } };
  services.audit.record('delegation-changed', keyOf(space, services.vault), 'revoked');
  return { ...step, content: null, journal: null, done: 'revoked' };
}

/** A delegation on the screen; null: not there. */
function listed({ content }: Delegations, side: 'given' | 'received', delegation: string): Delegation | null {
  if (content?.state !== 'ready') return null;
  return content.value[side].find(({ id }) => id === delegation) ?? null;
}
