import { createContext, untrack } from 'svelte';

/** The way back inside a screen that has several phases; it comes before the journey's own "back". */
export class LocalBack {
  /** Ways back on offer, the innermost last: a part of a phase may have one of its own. */
  #steps = $state.raw<readonly (() => void)[]>([]);

  /** Goes one phase back; null on the first phase. */
  get step(): (() => void) | null {
    return this.#steps.at(-1) ?? null;
  }

  /** Offers a way back for as long as the calling effect stands. @returns the effect's clean-up */
  offer(step: (() => void) | null): () => void {
    // Not read as a dependency: the effect that offers must not follow what others offer.
    if (step !== null) this.#set((steps) => [...steps, step]);
    return () => this.#set((steps) => steps.filter((offered) => offered !== step));
  }

  #set(change: (steps: readonly (() => void)[]) => readonly (() => void)[]): void {
    untrack(() => {
      this.#steps = change(this.#steps);
    });
  }
}

/** The page's {@link LocalBack}, for screens with phases and for the toolbar; set once by `App.svelte`. */
export const [useLocalBack, provideLocalBack] = createContext<LocalBack>();
