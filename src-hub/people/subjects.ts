/**
 * Prefix of the subject of a person who is only insured (see `subjectOf`); the keyed hash of the NIR follows in
 * hexadecimal.
 */
export const INSURED_SUBJECT = 'nir:';

/**
 * SQL expression of a holder's subject.
 * @param number column of member numbers
 * @param insured column of keyed hashes
 */
export function subjectSql(number: string, insured: string): string {
  return `coalesce(${number}, '${INSURED_SUBJECT}' || encode(${insured}, 'hex'))`;
}

/** Subjects, split into the two columns that identify holders. */
export interface SplitSubjects {
  readonly numbers: readonly string[];
  /** Keyed hashes of NIR, in hexadecimal. */
  readonly nirs: readonly string[];
}

/** Splits subjects into member numbers and people who are only insured. @param subjects from `subjectOf` */
export function splitSubjects(subjects: readonly string[]): SplitSubjects {
  const isInsured = (subject: string): boolean => subject.startsWith(INSURED_SUBJECT);
  return {
    numbers: subjects.filter((subject) => !isInsured(subject)),
    nirs: subjects.filter(isInsured).map((subject) => subject.slice(INSURED_SUBJECT.length)),
  };
}
