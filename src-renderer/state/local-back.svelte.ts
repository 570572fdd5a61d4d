import { createContext } from 'svelte';

/** The way back inside a screen that has several phases; it comes before the journey's own "back". */
export class LocalBack {
  /** Goes one phase back; null on the first phase. */
  step = $state.raw<(() => void) | null>(null);

  /** Offers a way back for as long as the calling effect stands. @returns the effect's clean-up */
  offer(step: (() => void) | null): () => void {
    this.step = step;
    return () => {
      if (this.step === step) this.step = null;
    };
  }
}

/** The page's {@link LocalBack}, for screens with phases and for the toolbar; set once by `App.svelte`. */
export const [useLocalBack, provideLocalBack] = createContext<LocalBack>();
