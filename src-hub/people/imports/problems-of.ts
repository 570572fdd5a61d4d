import { NotDone } from './not-done.ts';
import { RejectsUnwritableError } from './rejects.ts';

/** Says why an import was not done. @throws the error again when it is a bug */
export function problemsOf(error: unknown): readonly string[] {
  if (error instanceof NotDone) return error.problems;
  if (error instanceof RejectsUnwritableError)
    return [`the file of rejects cannot be written (${error.message}); name another with --rejects`];
  const code = codeOf(error);
  // The database's message can quote a row, so only its code is shown.
  if (/^[0-9A-Z]{5}$/u.test(code)) return [`the database refused it (SQLSTATE ${code}); nothing was changed`];
  if (/^E[A-Z]+$/u.test(code)) return [`the file or the database failed (${code}); nothing was changed`];
  throw error;
}

/** Code of an error of the system or the database. */
export function codeOf(error: unknown): string {
  return String(Reflect.get(Object(error), 'code'));
}
