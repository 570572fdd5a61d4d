import { NotDone } from './not-done.ts';
import { RejectsUnwritableError } from './rejects.ts';

/** Says why an import was not done, without a row that the database may quote. @throws what is a bug */
export function problemsOf(error: unknown): readonly string[] {
  if (error instanceof NotDone) return error.problems;
  if (error instanceof RejectsUnwritableError)
    return [`the file of rejects cannot be written (${error.message}); name another with --rejects`];
  const code = codeOf(error);
  // The database's messages can quote a row: its code must do.
  if (/^[0-9A-Z]{5}$/u.test(code)) return [`the database refused it (SQLSTATE ${code}); nothing was changed`];
  if (/^E[A-Z]+$/u.test(code)) return [`the file or the database failed (${code}); nothing was changed`];
  throw error;
}

/** The system's or the database's code of an error. */
export function codeOf(error: unknown): string {
  return String(Reflect.get(Object(error), 'code'));
}
