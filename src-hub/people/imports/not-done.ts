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
