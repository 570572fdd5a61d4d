import type { Snippet } from 'svelte';

/** A part of a screen that is put into a frame of its caller's choice. */
export interface FramePart {
  /** Stable name of the part. */
  readonly phase: string;
  readonly layout: 'wide' | 'centred';
  readonly prompt: Snippet;
  readonly controls: Snippet;
}

/** Frames a part of a screen. */
export type FrameSnippet = Snippet<[FramePart]>;
