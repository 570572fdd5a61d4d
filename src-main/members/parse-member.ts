import { readEmail } from '../../src-shared/values/contact/email.ts';
import { memberSchema, type Member } from '../../src-shared/hub-api/member.ts';

/** Why a line was not loaded. It names fields and kinds of faults, never content. */
export interface Rejection {
  readonly reason: 'too-long' | 'not-utf8' | 'not-json' | 'invalid' | 'duplicate';
  /** The invalid field, if known. */
  readonly field?: string;
  /** Kind of fault (zod's issue code), e.g. `invalid_format`. */
  readonly issue?: string;
}

/** A member, or why the line is not one. */
export type ParsedLine =
  { readonly ok: true; readonly member: Member } | { readonly ok: false; readonly rejection: Rejection };

/** Reads one line of the members file. */
export function parseMember(text: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, rejection: { reason: 'not-json' } };
  }
  const result = memberSchema.safeParse(value);
  if (result.success) {
    const { email } = result.data;
    if (email === null) return { ok: true, member: result.data };
    const read = readEmail(email);
    if (read.ok) return { ok: true, member: { ...result.data, email: read.value } };
    return { ok: false, rejection: { reason: 'invalid', field: 'email', issue: read.reason } };
  }
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
