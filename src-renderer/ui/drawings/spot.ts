/**
 * A spot illustration: paths on a grid of 120 × 120, in the four tones that `spot.svelte` has. All have one line weight, and
 * the palette's colours.
 */
export interface SpotDrawing {
  /** Surfaces in the brand's light tone. */
  readonly tint?: string;
  /** Surfaces in the accent's light tone. */
  readonly warm?: string;
  /** Lines in the brand's tone. */
  readonly line: string;
  /** Lines in the accent's tone: what it is about. */
  readonly accent?: string;
}

/** A family: for the idle screen, which is loaded first. */
export const FAMILY: SpotDrawing = {
  tint: 'M12 104c0-22 8-36 24-36s24 14 24 36ZM62 104c0-22 8-36 24-36s24 14 24 36Z',
  warm: 'M44 104c0-14 6-22 17-22s17 8 17 22ZM61 80a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  line: 'M36 60a13 13 0 1 0 0-26 13 13 0 0 0 0 26ZM86 60a13 13 0 1 0 0-26 13 13 0 0 0 0 26ZM12 104c0-22 8-36 24-36 6 0 11 2 15 6M110 104c0-22-8-36-24-36-6 0-11 2-15 6M8 104h104',
  accent:
    'M61 80a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM44 104c0-14 6-22 17-22s17 8 17 22M61 24c-6-5-9-8-9-12a5 5 0 0 1 9-3 5 5 0 0 1 9 3c0 4-3 7-9 12Z',
};
