/** Most results that are kept. */
const KEPT = 32;

/** How long a result is kept, in milliseconds: kiosks that are woken together ask within a moment. */
const KEPT_FOR = 3000;

/** Lets callers that ask for the same within a moment share one result. */
export class SharedAnswers<Result> {
  readonly #kept = new Map<string, Promise<Result>>();

  /** @returns the result of `work`, or a recent result of the same key. A failure is not kept. */
  get(key: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.#kept.get(key);
    if (known) return known;
    const made = work();
    this.#kept.set(key, made);
    const forget = (): void => {
      if (this.#kept.get(key) === made) this.#kept.delete(key);
    };
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    made.then(() => setTimeout(forget, KEPT_FOR).unref(), forget);
    return made;
  }
}
