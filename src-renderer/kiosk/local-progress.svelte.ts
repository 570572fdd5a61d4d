import { createContext } from 'svelte';

/** A part on screen, from 1, the number of parts, and its name; without one the screen's name is shown. */
export interface ShownPart {
  readonly step: number;
  readonly of: number;
  readonly name: string | null;
}

/** Progress inside a screen with several parts. The journey's own progress counts from the first part of a screen. */
export class LocalProgress {
  /** The part on screen; null on a screen without parts. */
  part = $state.raw<ShownPart | null>(null);

  /**
   * Shows a part until the calling effect ends.
   * @returns the effect's clean-up
   */
  show(step: number, of: number, name: string | null = null): () => void {
    const part = { step, of, name };
    this.part = part;
    return () => {
      if (this.part === part) this.part = null;
    };
  }
}

/** The page's {@link LocalProgress}, for screens with several parts and for the header; `App.svelte` sets it once. */
export const [useLocalProgress, provideLocalProgress] = createContext<LocalProgress>();
