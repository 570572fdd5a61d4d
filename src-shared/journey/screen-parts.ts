import { z } from 'zod';

/** State of a decision on its way to head office; null: this kiosk has no head office. */
export const headOfficeSchema = z.enum(['kept', 'accepted', 'superseded', 'refused']).nullable();

/** Whether the receipt can be printed. `done`: only after the printing system has confirmed it. */
export const printStateSchema = z.enum(['none', 'possible', 'printing', 'done', 'failed']);

export type PrintState = z.infer<typeof printStateSchema>;

/** Schema of {@link FieldIssue}. */
export const fieldIssueSchema = z.enum([
  'missing',
  'malformed',
  'characters',
  'too-long',
  /** The key of a NIR does not match: at least one character is wrong. */
  'key',
  /** A NIR of 13 characters: the two digits of its key are missing. */
  'no-key',
  /** The two typed values differ. */
  'differs',
  'no-such-day',
  'future',
  'too-old',
  /** No town has this postal code, or the typed town has another. */
  'no-such-town',
  'no-such-country',
  /** The end lies before the beginning. */
  'before-begin',
  /** Only for e-mail addresses: see `EmailReason`. */
  'comma',
  'apostrophe',
  'accent',
  'several',
  /** Only for phone numbers: see `MobileReason`. */
  'range',
  'not-mobile',
  'country',
]);

/** What is wrong with a field. */
export type FieldIssue = z.infer<typeof fieldIssueSchema>;

/** Schema of a problem with one field of a form. */
export const fieldProblem = <const Fields extends readonly string[]>(fields: Fields) =>
  z.strictObject({ kind: z.literal('field'), field: z.enum(fields), issue: fieldIssueSchema });
