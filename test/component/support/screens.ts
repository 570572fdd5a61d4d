import type { Screen, ScreenOf } from '../../../src-shared/journey/screens.ts';
import { accountSamples } from '../../../tools/preview/account-samples.ts';
import type { Sample } from '../../../tools/preview/sample.ts';
import { spaceSamples } from '../../../tools/preview/space-samples.ts';

/** The wall clock that moments of sample screens stand around. */
export const NOW = Date.UTC(2026, 2, 2, 9);

const SAMPLES: readonly Sample[] = [...accountSamples(NOW), ...spaceSamples(NOW)];

/** The screen of a sample of the preview, with what a test changes in it. */
export function sampleScreen<Id extends Screen['id']>(
  id: Id,
  name: string,
  changes: Partial<ScreenOf<Id>> = {},
): ScreenOf<Id> {
  const screen = SAMPLES.find((sample) => sample.name === name)?.view.screen;
  if (screen?.id !== id) throw new Error(`No sample ${name} of ${id}`);
  return { ...(screen as ScreenOf<Id>), ...changes };
}
