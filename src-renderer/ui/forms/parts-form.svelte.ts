import type { FieldIssue } from '../../../src-shared/journey/screen-parts.ts';

/**
 * A form whose parts are entered one after another. The first part is a choice, the last one a summary. Its life is
 * that of the screen. `Failure`: why main did not take valid data.
 */
export abstract class PartsForm<Part extends string, Failure> {
  /** What is wrong with the part on screen; null: nothing. */
  issue = $state.raw<FieldIssue | null>(null);
  /** Why main did not take the data; shown until they are sent again. */
  failure = $state.raw<Failure | null>(null);

  #part = $state.raw<Part | null>(null);
  /** True while one part is changed from the summary; the summary comes next again. */
  #changing = $state(false);

  /** The parts, in order; they may depend on what was entered. */
  abstract get parts(): readonly [Part, ...Part[]];

  /** What each part after the first is about, in a word or two. */
  protected abstract readonly names: Readonly<Partial<Record<Part, () => string>>>;

  /** True when everything is entered. */
  protected abstract get complete(): boolean;

  /** The part on screen. */
  get part(): Part {
    return this.#part ?? this.parts[0];
  }

  /** Position of the part on screen after the first, from 1, and its name; null on the first. */
  get place(): { readonly step: number; readonly of: number; readonly name: string | null } | null {
    const step = this.parts.indexOf(this.part);
    return step <= 0 ? null : { step, of: this.parts.length - 1, name: this.names[this.part]?.() ?? null };
  }

  /** Shows the previous part, or the summary when the visitor came from it; null on the first part. */
  get back(): (() => void) | null {
    if (this.#changing && this.complete) return () => this.show(this.#last);
    const before = this.parts[this.parts.indexOf(this.part) - 1];
    return before === undefined ? null : () => this.show(before);
  }

  /** Shows the next part, or the summary after one part was changed. */
  goOn(): void {
    const next = this.parts[this.parts.indexOf(this.part) + 1] ?? this.#last;
    this.show(this.#changing && this.complete ? this.#last : next);
  }

  /** Shows a part, called from the summary. */
  change(part: Part): void {
    this.show(part);
    this.#changing = true;
  }

  /** Shows a part and what main or the page found wrong with it. */
  refuse(part: Part, issue: FieldIssue): void {
    if (part !== this.part) this.change(part);
    this.issue = issue;
  }

  /** Shows the summary and why the data were not taken. */
  protected fail(failure: Failure): void {
    this.show(this.#last);
    this.failure = failure;
  }

  show(part: Part): void {
    this.#part = part;
    this.issue = null;
    if (part === this.#last) this.#changing = false;
    else this.failure = null;
  }

  /** Forgets everything entered and shows the first part. */
  restart(): void {
    this.wipe();
    this.#changing = false;
    this.failure = null;
    this.show(this.parts[0]);
  }

  /** Forgets everything entered. */
  abstract wipe(): void;

  get #last(): Part {
    return this.parts.at(-1) ?? this.parts[0];
  }
}
