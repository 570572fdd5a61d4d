/** What an act of an adviser needs. */
interface ActRule {
  /** It changes data at head office: the second factor is asked for, once a visit. */
  readonly changes: boolean;
  /** It has its effect at head office: it is not offered without the line. */
  readonly online: boolean;
  /** The adviser has looked at an identity document: its kind and its last four characters are noted. */
  readonly identity: boolean;
}

/** What an adviser can do for the member who stands in the visit. */
export const STAFF_ACTS = {
  'attest-anti-robot': { changes: false, online: false, identity: false },
  'restart-step': { changes: false, online: false, identity: false },
  'more-time': { changes: false, online: false, identity: false },
  'give-try': { changes: true, online: true, identity: true },
  'resend-code': { changes: true, online: true, identity: false },
  'start-letter': { changes: true, online: true, identity: false },
  'correct-contact': { changes: true, online: true, identity: true },
  'help-account': { changes: false, online: true, identity: false },
  'end-visit': { changes: false, online: false, identity: false },
} as const satisfies Readonly<Record<string, ActRule>>;

/** Characters of the number of an identity document that are noted. */
export const DOCUMENT_CHARACTERS = 4;

/** Name of an act of an adviser. */
export type StaffAct = keyof typeof STAFF_ACTS;

/** All acts, in the order in which they are offered. */
export const STAFF_ACT_NAMES = Object.keys(STAFF_ACTS) as [StaffAct, ...StaffAct[]];
