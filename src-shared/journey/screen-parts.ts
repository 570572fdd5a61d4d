import { z } from 'zod';

/** How far a decision has come on its way to head office; null: this kiosk has no head office to tell. */
export const headOfficeSchema = z.enum(['kept', 'accepted', 'superseded', 'refused']).nullable();

/** Schema of {@link FieldIssue}. */
export const fieldIssueSchema = z.enum([
  'missing',
  'malformed',
  'characters',
  'too-long',
  /** A NIR whose key does not fit: one character, at least, is wrong. */
  'key',
  /** The second time it was typed it was not the same. */
  'differs',
  'no-such-day',
  'future',
  'too-old',
  /** No town has this postal code, or not this one. */
  'no-such-town',
  /** It would end before it begins. */
  'before-begin',
]);

/** What is wrong with a field. */
export type FieldIssue = z.infer<typeof fieldIssueSchema>;

/** Schema of a problem with one of the fields of a form. */
export const fieldProblem = <const Fields extends readonly string[]>(fields: Fields) =>
  z.strictObject({ kind: z.literal('field'), field: z.enum(fields), issue: fieldIssueSchema });
