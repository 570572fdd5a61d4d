/** What the subject of a person only insured begins with (see `subjectOf`); keyed hashes in hexadecimal follow. */
export const INSURED_SUBJECT = 'nir:';

/** SQL of the subject of a holder, who stands in one of two columns. @param insured the column of keyed hashes */
export function subjectSql(number: string, insured: string): string {
  return `coalesce(${number}, '${INSURED_SUBJECT}' || encode(${insured}, 'hex'))`;
}

/** Subjects, taken apart for the two columns in which holders stand. */
export interface SplitSubjects {
  readonly numbers: readonly string[];
  /** Keyed hashes of NIR, in hexadecimal. */
  readonly nirs: readonly string[];
}

/** Tells member numbers and persons only insured apart. @param subjects from `subjectOf` */
export function splitSubjects(subjects: readonly string[]): SplitSubjects {
  const isInsured = (subject: string): boolean => subject.startsWith(INSURED_SUBJECT);
  return {
    numbers: subjects.filter((subject) => !isInsured(subject)),
    nirs: subjects.filter(isInsured).map((subject) => subject.slice(INSURED_SUBJECT.length)),
  };
}
