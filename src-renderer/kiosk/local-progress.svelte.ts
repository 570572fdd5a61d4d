import { createContext } from 'svelte';
import type { View } from '../../src-shared/journey/view.ts';

/** How far one is inside a screen that has several parts; the journey's own progress counts screens. */
export class LocalProgress {
  /** The part shown now, from 1; null on a screen of one part. */
  part = $state.raw<View['progress']>(null);

  /** Shows a part for as long as the calling effect stands. @returns the effect's clean-up */
  show(step: number, of: number): () => void {
    const part = { step, of };
    this.part = part;
    return () => {
      if (this.part === part) this.part = null;
    };
  }
}

/** The page's {@link LocalProgress}, for screens with parts and for the header; set once by `App.svelte`. */
export const [useLocalProgress, provideLocalProgress] = createContext<LocalProgress>();
