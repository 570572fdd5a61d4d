import type { SituationChange, SupportingDocument } from '../values/member-space/situation-change.ts';

/** What a change needs. */
export interface SituationRule {
  /** Whether the day on which it ends is asked for: `required`, `optional`, or `none` for what does not end. */
  readonly until: 'required' | 'optional' | 'none';
  /** How many days before today it may have begun at most, and how many days from today it may begin. */
  readonly from: { readonly earliest: number; readonly latest: number };
  /** What is to be brought or sent; told before anything is sent. */
  readonly documents: readonly SupportingDocument[];
}

/** The longest year, in days. */
const YEAR = 366;

/** Largest number of days from today to the last day of a change: ten years. */
export const LATEST_END = 3653;

/** What each change needs: data, not code. */
export const SITUATION_RULES: Readonly<Record<SituationChange, SituationRule>> = {
  'leave-of-absence': {
    until: 'required',
    from: { earliest: YEAR, latest: YEAR },
    documents: ['leave-order'],
  },
  'parental-leave': {
    until: 'required',
    from: { earliest: YEAR, latest: YEAR },
    documents: ['employer-letter', 'birth-certificate'],
  },
  retirement: {
    until: 'none',
    from: { earliest: 2 * YEAR, latest: YEAR },
    documents: ['pension-title', 'bank-details'],
  },
  marriage: { until: 'none', from: { earliest: YEAR, latest: 90 }, documents: ['marriage-certificate'] },
  separation: { until: 'none', from: { earliest: 2 * YEAR, latest: 90 }, documents: ['separation-ruling'] },
  birth: { until: 'none', from: { earliest: YEAR, latest: 0 }, documents: ['birth-certificate'] },
  other: { until: 'optional', from: { earliest: 2 * YEAR, latest: YEAR }, documents: [] },
};
