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

export type SituationChange = (typeof SITUATION_CHANGES)[number];

/** Papers that prove a change of situation. */
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
