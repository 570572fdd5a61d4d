import { DELEGATION_MONTHS } from '../../../../src-shared/policy/delegations.ts';
import { codeChangesAt, withMessageStatus, codeView } from '../../steps/code-ask.ts';
import { DELEGATION_REACTIONS } from './delegation-actions.ts';
import { pendingOn, loadedView } from '../../steps/loaded.ts';
import type { Services } from '../../steps/services.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';
import { withLoaded } from '../shared/with-loaded.ts';

type Delegations = SpaceStepAt<'space-delegation'>;

/** Who may reach the account, and whose accounts this person may reach. */
export const spaceDelegation = spacePage('space-delegation', {
  screen: ({ at, space, content, helper, consent, journal, done, problem }, { services }) => ({
    id: at,
    bar: barOf(space, content, journal?.content),
    content: loadedView(content),
    months: [...DELEGATION_MONTHS],
    helper,
    code: consent && { to: consent.to, ask: codeView(consent.ask, services) },
    journal: journal && {
      delegation: journal.delegation,
      content: loadedView(journal.content),
    },
    done,
    problem,
  }),
  onEnter: (step, { services }) => loadDelegations(step, services),
  pending: (step) =>
    pendingOn(step.content, (content) => ({ ...step, content })) ??
    (step.journal &&
      pendingOn(step.journal.content, (content) => ({
        ...step,
        journal: step.journal && { ...step.journal, content },
      }))),
  on: DELEGATION_REACTIONS,
  back: (step) => {
    if (step.consent) return { ...step, consent: null, problem: null };
    if (step.journal) return { ...step, journal: null, problem: null };
    return step.helper ? { ...step, helper: null, problem: null } : toHome(step);
  },
  onStatus: (step, status) => {
    const { consent } = step;
    const ask = consent && withMessageStatus(consent.ask, status);
    return ask && { ...step, consent: { ...consent, ask } };
  },
  changesAt: ({ consent }, { services }) => consent && codeChangesAt(consent.ask, services),
  waits: ({ consent }) => (consent?.ask.sent ?? null) !== null,
});

async function loadDelegations(
  step: Delegations,
  services: Services,
): Promise<Delegations | SpaceStepAt<'space-home'>> {
  const { journal } = step;
  if (step.content === null)
    return withLoaded(step, services, ['delegations', {}], (content) => ({ ...step, content }));
  if (journal?.content !== null) return step;
  const { delegation, page } = journal;
  return withLoaded(step, services, ['journal', { delegation, page }], (content) => ({
    ...step,
    journal: { ...journal, content },
  }));
}
