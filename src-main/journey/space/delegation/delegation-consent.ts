import { DELEGATION_SCOPES } from '../../../../src-shared/values/member-space/delegation.ts';
import { DELEGATION_MONTHS } from '../../../../src-shared/policy/delegations.ts';
import { wrongField } from '../../steps/read-fields.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import type { CodeAsk } from '../../steps/code-ask.ts';
import { actLost, codeReactions, codeSpent, openCode } from '../shared/fresh-code.ts';
import { askSpace, type Asked } from '../../steps/loaded.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import { keyOf } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** The step of `space-delegation`. */
export type Delegations = SpaceStepAt<'space-delegation'>;

type Home = SpaceStepAt<'space-home'>;
type Consent = NonNullable<Delegations['consent']>;

/** Names the helper that was found, with scope and duration; then asks for the giver's consent by a code. */
export async function offerDelegation(
  step: Delegations,
  action: ActionOf<'offer-delegation'>,
  context: JourneyContext,
): Promise<Delegations | Home | null> {
  if (step.helper === null) return null;
  const scope = DELEGATION_SCOPES.find((known) => known === action.scope);
  if (scope === undefined) return { ...step, problem: wrongField('scope', 'malformed').problem };
  const months = DELEGATION_MONTHS.find((known) => known === action.months);
  if (months === undefined) return { ...step, problem: wrongField('months', 'malformed').problem };
  const opened = await openCode('delegation', step.space, context);
  if (opened.result !== 'ok') return stepAfterRefusal(step, opened.result);
  const id = context.services.newId();
  return { ...step, consent: { to: 'offer', id, scope, months, ask: opened.ask } };
}

/** Reactions to the actions of the code by which one side consents. */
export const CONSENT_REACTIONS = codeReactions<Delegations>((step, context) => {
  const { consent } = step;
  if (consent === null) return null;
  const put = (ask: CodeAsk): Delegations => ({
    ...step,
    done: null,
    problem: null,
    consent: { ...consent, ask },
  });
  return {
    space: step.space,
    ask: consent.ask,
    with: put,
    refused: (refusal) => stepAfterRefusal({ ...step, consent: null }, refusal),
    act: async (proof, ask) =>
      after(put(ask), { ...consent, ask }, await consented(step, consent, proof, context), context),
  };
});

type ConsentAnswer = Asked<'offer-delegation'> | Asked<'answer-delegation'>;

function consented(
  { space, helper }: Delegations,
  consent: Consent,
  proof: string,
  { services, visit }: JourneyContext,
): Promise<ConsentAnswer> {
  const { language } = visit.display;
  if (consent.to === 'accept') {
    const { delegation } = consent;
    return askSpace(services, space, 'answer-delegation', { delegation, accept: true, proof, language });
  }
  if (helper === null) throw new Error('nobody was named');
  const { id, scope, months } = consent;
  const { number, familyName } = helper;
  const body = { id, number, familyName, scope, months, proof, language };
  return askSpace(services, space, 'offer-delegation', body);
}

function after(
  step: Delegations,
  consent: Consent,
  answer: ConsentAnswer,
  { services }: JourneyContext,
): Delegations | Home {
  const { ask } = consent;
  const plain: Delegations = { ...step, content: null, helper: null, consent: null };
  switch (answer.result) {
    case 'ok': {
      const done = consent.to === 'offer' ? 'offered' : 'accepted';
      services.audit.record('delegation-changed', keyOf(step.space, services.vault), done);
      return { ...plain, done };
    }
    case 'offline':
      return { ...step, consent: { ...consent, ask: actLost(ask) } };
    case 'code-needed':
      return { ...step, consent: { ...consent, ask: codeSpent(ask) } };
    case 'already':
      return { ...plain, problem: { kind: 'already' } };
    case 'nobody':
    case 'unknown':
      return { ...plain, problem: { kind: 'gone' } };
    default:
      return stepAfterRefusal({ ...step, consent: null }, answer.result);
  }
}
