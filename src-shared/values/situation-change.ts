/** Changes of situation that a member can report (MC602 guide). */
export const SITUATION_CHANGES = [
  'leave-of-absence',
  'parental-leave',
  'retirement',
  'marriage',
  'separation',
  'birth',
  'other',
] as const;

/** A change of situation. */
export type SituationChange = (typeof SITUATION_CHANGES)[number];

/** Papers that prove a change. */
export const SUPPORTING_DOCUMENTS = [
  'leave-order',
  'employer-letter',
  'pension-title',
  'marriage-certificate',
  'separation-ruling',
  'birth-certificate',
  'bank-details',
] as const;

/** A paper that proves a change. */
export type SupportingDocument = (typeof SUPPORTING_DOCUMENTS)[number];

/** What a change needs. */
export interface SituationRule {
  /** Whether the day on which it ends is asked for: `required`, `optional`, or `none` for what does not end. */
  readonly until: 'required' | 'optional' | 'none';
  /** How many days before today it may have begun at most, and how many days from today it may begin. */
  readonly from: { readonly earliest: number; readonly latest: number };
  /** What is to be brought or sent; told before anything is sent. */
  readonly documents: readonly SupportingDocument[];
}

const YEAR = 366;

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
