/**
 * The kiosk's own mark, in a square of 40: two arcs that lean on each other, and a point below them. Not the mutual's logo.
 * `resources/icons/icon.svg` repeats it for the packages.
 */
export const KIOSK_MARK = {
  side: 40,
  corner: 11,
  arcs: 'M9 28V19a7 7 0 0 1 11-5.7A7 7 0 0 1 31 19v9',
  stroke: 3.6,
  point: { x: 20, y: 26.5, radius: 2.6 },
} as const;
