/** Documents that a member can ask for (MC602 guide, part E of the domain); the order is that of the screen. */
export const DOCUMENTS = [
  /** The card that is shown to a pharmacist or a doctor. */
  'member-card',
  /** Proof of the rights with social security. */
  'vitale-certificate',
  /** Says who the member's doctor is. */
  'doctor-certificate',
  'contribution-certificate',
  'reimbursement-statement',
  'guarantee-table',
] as const;

/** A document that can be asked for. */
export type DocumentKind = (typeof DOCUMENTS)[number];
