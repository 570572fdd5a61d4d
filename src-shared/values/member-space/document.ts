/** Documents that a member can ask for (MC602 guide, part E of the domain), in the order of the screen. */
export const DOCUMENTS = [
  /** The card to show to a pharmacist or doctor. */
  'member-card',
  /** Proof of rights with social security. */
  'vitale-certificate',
  /** Names the member's doctor. */
  'doctor-certificate',
  'contribution-certificate',
  'reimbursement-statement',
  'guarantee-table',
] as const;

/** A document that can be asked for. */
export type DocumentKind = (typeof DOCUMENTS)[number];
