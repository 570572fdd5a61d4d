import type { Sample } from './sample.ts';
import { askSamples } from './space-ask-samples.ts';
import { lookSamples } from './space-look-samples.ts';

/** Samples of the member space. */
export function spaceSamples(now: number): Sample[] {
  return [...lookSamples(now), ...askSamples(now)];
}
