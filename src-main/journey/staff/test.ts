import { TEST_PARTS } from '../../../src-shared/policy/staff/morning-test.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import type { PartResult } from '../../advisers/staff-place.ts';
import type { StepAt } from '../steps/step.ts';
import { adviserView } from './adviser-view.ts';

type Test = StepAt<'staff-test'>;

/** The morning test: what a hand has to try, and what the machine tries by itself. */
export const staffTest = {
  screen: ({ adviser, results, told }) => ({
    id: 'staff-test',
    adviser: adviserView(adviser),
    parts: TEST_PARTS.map((part) => ({
      part,
      result: results[part]?.result ?? null,
      found: results[part]?.found ?? null,
      value: results[part]?.value ?? null,
    })),
    result: told,
    canRestart: adviser.role === 'it',
  }),
  on: {
    'staff-test': (step, { part, result, found }: ActionOf<'staff-test'>, context) =>
      withResult(step, part, { result, found, value: null }, context),
    'staff-try': async (step, { part }: ActionOf<'staff-try'>, context) => {
      const { staff } = context.services;
      return staff === null ? step : withResult(step, part, await staff.tryPart(part), context);
    },
    'staff-machine': (step, { to }: ActionOf<'staff-machine'>, { services }: JourneyContext): null => {
      if (step.adviser.role === 'it') services.staff?.machine(to, step.adviser);
      return null;
    },
  },
  back: ({ adviser }) => ({ at: 'staff-home', adviser }),
} satisfies StepHandler<'staff-test'>;

async function withResult(
  step: Test,
  part: (typeof TEST_PARTS)[number],
  result: PartResult,
  { services }: JourneyContext,
): Promise<Test> {
  const results = { ...step.results, [part]: result };
  const isWhole = TEST_PARTS.every((each) => results[each] !== undefined);
  const told =
    isWhole && services.staff !== null ? await services.staff.keepTest(results, step.adviser) : null;
  return { ...step, results, told };
}
