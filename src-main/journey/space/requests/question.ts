import { readText } from '../../../../src-shared/values/text.ts';
import { TEXT_MAX_LENGTH } from '../../../../src-shared/values/text.ts';
import { QUESTION_TOPICS } from '../../../../src-shared/values/member-space/question.ts';
import { wrongField } from '../../steps/read-fields.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import { requestReactions, sentView } from './request-screen.ts';
import { recordRequest } from './sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** Asks a question; the answer appears in the history later. */
export const spaceQuestion = spacePage('space-question', {
  screen: (step, { services }) => ({
    ...{ id: step.at, bar: barOf(step.space) },
    ...{ topics: [...QUESTION_TOPICS], maxLength: TEXT_MAX_LENGTH },
    ...sentView(step, services),
    problem: step.problem,
  }),
  watches: ({ sent }) => sent ?? '',
  on: {
    ...requestReactions('space-question'),
    'ask-question': (step, action, context) =>
      step.sent === null ? askQuestion(step, action, context) : null,
  },
  back: toHome,
});

function askQuestion(
  step: SpaceStepAt<'space-question'>,
  action: ActionOf<'ask-question'>,
  context: JourneyContext,
): Promise<SpaceStepAt<'space-question'>> | SpaceStepAt<'space-question'> {
  const topic = QUESTION_TOPICS.find((known) => known === action.topic);
  if (topic === undefined)
    return { ...step, problem: wrongField('topic', action.topic === '' ? 'missing' : 'malformed').problem };
  const read = readText(action.text);
  if (!read.ok) return { ...step, problem: wrongField('text', read.reason).problem };
  return recordRequest(step, { kind: 'question-asked', topic, text: read.value }, context);
}
