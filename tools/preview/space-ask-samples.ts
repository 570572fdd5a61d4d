import type { Sample } from './sample.ts';

/** Samples of the screens of the member space on which something is asked or managed. */
export function askSamples(_now: number): Sample[] {
  return [];
}
