import { SITUATION_RULES } from '../../../../src-shared/policy/situation-rules.ts';
import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import { daysAround, readSituationDates } from '../../../../src-shared/policy/situation-dates.ts';
import { SITUATION_CHANGES } from '../../../../src-shared/values/member-space/situation-change.ts';
import { localToday } from '../../../clock/local-today.ts';
import { wrongField } from '../../steps/read-fields.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import { requestReactions, sentView } from './request-screen.ts';
import { recordRequest } from './sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

/** Reports a change of situation, by the rules of each. */
export const spaceSituation = spacePage('space-situation', {
  screen: (step, { services }) => {
    const today = localToday(services.clock);
    return {
      ...{ id: step.at, bar: barOf(step.space), today, changes: changesOf(today) },
      ...sentView(step, services),
      problem: step.problem,
    };
  },
  watches: ({ sent }) => sent ?? '',
  on: {
    ...requestReactions('space-situation'),
    'report-situation': (step, action, context) =>
      step.sent === null ? reportSituation(step, action, context) : null,
  },
  back: toHome,
});

function changesOf(today: string): ScreenOf<'space-situation'>['changes'] {
  return SITUATION_CHANGES.map((change) => {
    const { until, from, documents } = SITUATION_RULES[change];
    return { change, until, ...daysAround(today, from), documents: [...documents] };
  });
}

function reportSituation(
  step: SpaceStepAt<'space-situation'>,
  action: ActionOf<'report-situation'>,
  context: JourneyContext,
): Promise<SpaceStepAt<'space-situation'>> | SpaceStepAt<'space-situation'> {
  const change = SITUATION_CHANGES.find((known) => known === action.change);
  if (change === undefined)
    return { ...step, problem: wrongField('change', action.change === '' ? 'missing' : 'malformed').problem };
  const dates = readSituationDates(change, action, localToday(context.services.clock));
  if (!dates.ok) return { ...step, problem: wrongField(dates.field, dates.reason).problem };
  const read = readText(action.note);
  if (!read.ok && read.reason !== 'missing')
    return { ...step, problem: wrongField('note', read.reason).problem };
  const { from, until } = dates;
  const note = read.ok ? read.value : '';
  return recordRequest(step, { kind: 'situation-changed', change, from, until, note }, context);
}
