/** Why nothing was changed. Thrown inside the transaction to roll it back. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  /** One line each, for the terminal. */
  readonly problems: readonly string[];

  constructor(...problems: string[]) {
    super('the import was not done');
    this.problems = problems;
  }
}

/** A file that an import writes beside the database cannot be written. The message is the system's error code. */
export class UnwritableError extends Error {
  override readonly name = 'UnwritableError';
  /** Option that names the file. */
  readonly option: '--rejects' | '--report';

  constructor(option: UnwritableError['option'], code: string) {
    super(code);
    this.option = option;
  }
}

const FILE_WORDS = { '--rejects': 'the file of rejects', '--report': 'the report' } as const;

/** Says why an import was not done. @throws the error again when it is a bug */
export function problemsOf(error: unknown): readonly string[] {
  if (error instanceof NotDone) return error.problems;
  if (error instanceof UnwritableError)
    return [
      `${FILE_WORDS[error.option]} cannot be written (${error.message}); name another with ${error.option}`,
    ];
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
