import type { z } from 'zod';
import { memberSchema, type Member } from '../../src-shared/hub-api/member.ts';
import { languageSchema } from '../../src-shared/messages/languages.ts';
import { birthDateSchema, UNKNOWN_BIRTH_DATE } from '../../src-shared/values/birth-date.ts';
import { readEmail } from '../../src-shared/values/contact/email.ts';
import { phoneSchema, readPhone } from '../../src-shared/values/contact/phone.ts';
import { keptPostalCodeSchema } from '../../src-shared/values/contact/place.ts';
import { readFirst, refused, type FirstReading } from '../../src-shared/values/reading.ts';

/** Why a line was not loaded. It names fields and kinds of faults, never content. */
export interface Rejection {
  readonly reason: 'too-long' | 'not-utf8' | 'not-json' | 'invalid' | 'duplicate';
  /** The invalid field, if known. */
  readonly field?: string;
  /** Kind of fault (zod's issue code), e.g. `invalid_format`. */
  readonly issue?: string;
}

/** A member, or why the line is not one. `emptied`: fields that could not be read, and so are empty or not known. */
export type ParsedLine =
  | { readonly ok: true; readonly member: Member; readonly emptied: readonly Rejection[] }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * Reads one line of the members file. Number and names decide about the line, other fields about themselves: one that
 * cannot be read is emptied, or its first readable value counts.
 */
export function parseMember(text: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, rejection: { reason: 'not-json' } };
  }
  const emptied: Rejection[] = [];
  const result = memberSchema.safeParse(withReadable(value, emptied));
  if (result.success) return { ok: true, member: result.data, emptied };
  const issue = result.error.issues[0];
  const field = issue?.path[0];
  return {
    ok: false,
    rejection: {
      reason: 'invalid',
      // The schema is strict and flat: a path is the name of one field.
      ...(typeof field === 'string' ? { field } : {}),
      ...(issue ? { issue: issue.code } : {}),
    },
  };
}

/** Fields that decide about themselves: the value that is kept, or why there is none. */
const OWN: Readonly<Record<string, { read: (text: string) => FirstReading<string, string>; none: unknown }>> =
  {
    email: { read: (text) => readFirst(text, readEmail), none: null },
    // Most files have the normal form, which is quicker to know than to make.
    phone: { read: (text) => whole(phoneSchema, text) ?? readFirst(text, readPhone), none: null },
    language: { read: bySchema(languageSchema), none: undefined },
    birthDate: { read: bySchema(birthDateSchema), none: UNKNOWN_BIRTH_DATE },
    postalCode: { read: bySchema(keptPostalCodeSchema), none: null },
  };

/** A copy of the line's object in which the fields of {@link OWN} can be read. */
function withReadable(value: unknown, emptied: Rejection[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const member: Record<string, unknown> = { ...value };
  for (const [field, { read, none }] of Object.entries(OWN)) {
    const given = member[field];
    if (given === none) continue;
    const reading = typeof given === 'string' && given !== '' ? read(given) : null;
    if (reading?.ok === true) member[field] = reading.value;
    else {
      member[field] = none;
      if (given !== '' && given !== null)
        emptied.push({ reason: 'invalid', field, issue: reading?.reason ?? 'invalid_type' });
    }
  }
  return Object.fromEntries(Object.entries(member).filter(([, kept]) => kept !== undefined));
}

function bySchema(schema: z.ZodType<string>): (text: string) => FirstReading<string, string> {
  return (text) => whole(schema, text) ?? refused('malformed');
}

function whole(schema: z.ZodType<string>, text: string): FirstReading<string, string> | null {
  const { data } = schema.safeParse(text);
  return data === undefined ? null : { ok: true, value: data, isWhole: true };
}
