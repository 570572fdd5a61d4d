/** Why nothing was changed; thrown within the transaction, so that it is rolled back. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
  /** One line each, for the person at the terminal. */
  readonly problems: readonly string[];

  constructor(...problems: string[]) {
    super('the import was not done');
    this.problems = problems;
  }
}
