/** A newer version of the application wrote the database; it is left unchanged. */
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

/** A database opened read only lacks migrations; only its writer may apply them. */
export class OlderDatabaseError extends Error {
  override readonly name = 'OlderDatabaseError';

  constructor(file: string, found: number, known: number) {
    super(`${file} has version ${found} and must be brought to ${known} before it is read`);
  }
}
