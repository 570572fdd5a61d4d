import { createContext } from 'svelte';
import type { View } from '../../src-shared/journey/view.ts';

/** Progress inside a screen with several parts; the journey's own progress counts screens. */
export class LocalProgress {
  /** The part on screen, from 1; null on a screen without parts. */
  part = $state.raw<View['progress']>(null);

  /**
   * Shows a part until the calling effect ends.
   * @returns the effect's clean-up
   */
  show(step: number, of: number): () => void {
    const part = { step, of };
    this.part = part;
    return () => {
      if (this.part === part) this.part = null;
    };
  }
}

/** The page's {@link LocalProgress}, for screens with several parts and for the header; `App.svelte` sets it once. */
export const [useLocalProgress, provideLocalProgress] = createContext<LocalProgress>();
