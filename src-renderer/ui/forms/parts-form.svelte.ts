import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';

/**
 * Parts of a request that are given one after the other; the first one chooses, the last one shows all that was given.
 * Lives and dies with its screen. `Failure`: why main did not take a whole that is right.
 */
export abstract class PartsForm<Part extends string, Failure> {
  /** What is wrong with the part shown now. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take the whole; said until it is sent again. */
  failure = $state.raw<Failure | null>(null);

  #part = $state.raw<Part | null>(null);
  /** True while one part is changed out of the last one, which comes next again. */
  #changing = $state(false);

  /** The parts, in order; they may follow from what was given. */
  abstract get parts(): readonly [Part, ...Part[]];

  /** True when nothing of the whole is missing. */
  protected abstract get complete(): boolean;

  /** The part shown now. */
  get part(): Part {
    return this.#part ?? this.parts[0];
  }

  /** Place of the part shown now, after the first, from 1; null on the first. */
  get place(): { readonly step: number; readonly of: number } | null {
    const step = this.parts.indexOf(this.part);
    return step <= 0 ? null : { step, of: this.parts.length - 1 };
  }

  /** Shows the part before, or the last one where the visitor came from; null on the first part. */
  get back(): (() => void) | null {
    if (this.#changing && this.complete) return () => this.show(this.#last);
    const before = this.parts[this.parts.indexOf(this.part) - 1];
    return before === undefined ? null : () => this.show(before);
  }

  /** Shows the next part, or the last one again when one part of a whole was changed. */
  goOn(): void {
    const next = this.parts[this.parts.indexOf(this.part) + 1] ?? this.#last;
    this.show(this.#changing && this.complete ? this.#last : next);
  }

  /** Shows a part out of the last one. */
  change(part: Part): void {
    this.show(part);
    this.#changing = true;
  }

  /** Shows a part, and what main or the page finds wrong with it. */
  refuse(part: Part, issue: FieldIssue): void {
    if (part !== this.part) this.change(part);
    this.issue = issue;
  }

  /** Shows the last part, and why the whole was not taken. */
  protected fail(failure: Failure): void {
    this.show(this.#last);
    this.failure = failure;
  }

  /** Shows a part. */
  show(part: Part): void {
    this.#part = part;
    this.issue = null;
    if (part === this.#last) this.#changing = false;
    else this.failure = null;
  }

  /** Shows the first part, with all that was given forgotten. */
  restart(): void {
    this.wipe();
    this.#changing = false;
    this.failure = null;
    this.show(this.parts[0]);
  }

  /** Forgets all that was given. */
  abstract wipe(): void;

  get #last(): Part {
    return this.parts.at(-1) ?? this.parts[0];
  }
}
