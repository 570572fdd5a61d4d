import type { Snippet } from 'svelte';

/** A part of a screen, for a frame that its caller chooses. */
export interface FramePart {
  /** Stable name of the part. */
  readonly phase: string;
  readonly layout: 'wide' | 'centred';
  readonly prompt: Snippet;
  readonly controls: Snippet;
}

/** Draws a part of a screen in its frame. */
export type FrameSnippet = Snippet<[FramePart]>;
