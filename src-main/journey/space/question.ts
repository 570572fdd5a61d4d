import type { Deed } from '../../../src-shared/journey/action.ts';
import { parseFreeText } from '../../../src-shared/space/free-text.ts';
import { QUESTION_MAX_LENGTH, QUESTION_TOPICS } from '../../../src-shared/space/questions.ts';
import { wrongField } from '../account/read-fields.ts';
import type { JourneyContext } from '../step-handler.ts';
import { pendingHistory, requestsAct, requestsShown, withHistory } from './requests.ts';
import { recorded } from './requests-sent.ts';
import { barOf } from './space.ts';
import { spacePage } from './space-page.ts';
import type { SpaceStep, SpaceStepAt } from './space-steps.ts';

/** Asks a question of head office's desks; the answer is in the history later. */
export const spaceQuestion = spacePage<'space-question'>({
  at: 'space-question',
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space) },
    ...{ topics: [...QUESTION_TOPICS], maxLength: QUESTION_MAX_LENGTH },
    ...requestsShown(step, services),
    problem: step.problem,
  }),
  enter: (step, { services }) => withHistory(step, services),
  pending: pendingHistory,
  watches: ({ sent }) => sent ?? '',
  act: (step, deed, context) =>
    deed.do === 'ask-question' && step.sent === null
      ? asked(step, deed, context)
      : requestsAct(step, deed, context),
});

function asked(
  step: SpaceStepAt<'space-question'>,
  deed: Extract<Deed, { do: 'ask-question' }>,
  context: JourneyContext,
): Promise<SpaceStep> | SpaceStep {
  const topic = QUESTION_TOPICS.find((known) => known === deed.topic);
  if (topic === undefined)
    return { ...step, problem: wrongField('topic', deed.topic === '' ? 'missing' : 'malformed').problem };
  const read = parseFreeText(deed.text);
  if (!read.ok) return { ...step, problem: wrongField('text', read.problem).problem };
  return recorded(step, { kind: 'question-asked', topic, text: read.text }, context);
}
