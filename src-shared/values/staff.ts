import { z } from 'zod';

/** `adviser`: helps members. `lead`: also leads the branch. `it`: looks after the machines, and has nothing to do with members. */
export const STAFF_ROLES = ['adviser', 'lead', 'it'] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** Schema of a badge number: digits alone, since scanners type those right under most keyboard layouts. */
export const badgeSchema = z.string().regex(/^[0-9]{4,12}$/u);

/** Reads a badge number, typed or scanned; spaces and dashes are ignored. @returns null when it is none */
export function readBadge(typed: string): string | null {
  return badgeSchema.safeParse(typed.normalize('NFKC').replaceAll(/[\s\p{Pd}]/gu, '')).data ?? null;
}

/** Papers by which a member shows who they are. */
export const DOCUMENT_KINDS = ['identity-card', 'passport', 'residence-permit', 'driving-licence'] as const;

export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What is kept of such a paper: never its number, and never a copy. */
export const shownDocumentSchema = z.strictObject({
  kind: z.enum(DOCUMENT_KINDS),
  /** The last four characters of its number. */
  last: z.string().regex(/^[0-9A-Z]{4}$/u),
});
