import { createContext, untrack } from 'svelte';

/** The way back inside a screen with several parts. It comes before the journey's own "back". */
export class LocalBack {
  /** Ways back, the innermost last: a part may have inner parts. */
  #steps = $state.raw<readonly (() => void)[]>([]);

  /** Goes one part back; null on the first part. */
  get step(): (() => void) | null {
    return this.#steps.at(-1) ?? null;
  }

  /**
   * Offers a way back until the calling effect ends.
   * @returns the effect's clean-up
   */
  offer(step: (() => void) | null): () => void {
    // Untracked: the calling effect must not depend on what others offer.
    if (step !== null) this.#set((steps) => [...steps, step]);
    return () => this.#set((steps) => steps.filter((offered) => offered !== step));
  }

  #set(change: (steps: readonly (() => void)[]) => readonly (() => void)[]): void {
    untrack(() => {
      this.#steps = change(this.#steps);
    });
  }
}

/** The page's {@link LocalBack}, for screens with several parts and for the toolbar; `App.svelte` sets it once. */
export const [useLocalBack, provideLocalBack] = createContext<LocalBack>();
