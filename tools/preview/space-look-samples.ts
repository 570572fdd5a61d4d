import type { Sample } from './sample.ts';

/** Samples of the screens of the member space on which something is looked at. */
export function lookSamples(_now: number): Sample[] {
  return [];
}
