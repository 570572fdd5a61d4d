import type { Sample } from '../preview/sample.ts';

/** Views with the longest and shortest that can be shown. */
export function hardSamples(): Sample[] {
  return [];
}
