/** A database was written by a newer version of the application; it is left as it is. */
export class NewerDatabaseError extends Error {
  override readonly name = 'NewerDatabaseError';
  readonly file: string;
  /** `user_version` of the file. */
  readonly found: number;
  /** Newest version that this application knows. */
  readonly known: number;

  constructor(file: string, found: number, known: number) {
    super(
      `${file} has version ${found}, this application knows up to ${known}: install the newer application`,
    );
    this.file = file;
    this.found = found;
    this.known = known;
  }
}

/** A database opened for reading lacks migrations, which only its writer may apply. */
export class OlderDatabaseError extends Error {
  override readonly name = 'OlderDatabaseError';

  constructor(file: string, found: number, known: number) {
    super(`${file} has version ${found} and must be brought to ${known} before it is read`);
  }
}
