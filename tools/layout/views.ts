import type { TextSize } from '../../src-shared/journey/action.ts';

/** A panel with the page on it. */
export interface PanelSize {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** In inches. */
  readonly diagonal: number;
  /** Pixels of the panel for one of the page: the scaling of the system. */
  readonly scale: number;
  /** False where the panel is too small for the physical measures. */
  readonly physical: boolean;
}

/** The reference panels, on which all that is measured holds. */
export const REFERENCE: readonly PanelSize[] = [
  { name: 'portrait-21.5', width: 1080, height: 1920, diagonal: 21.5, scale: 1, physical: true },
  { name: 'landscape-21.5', width: 1920, height: 1080, diagonal: 21.5, scale: 1, physical: true },
  { name: 'portrait-32', width: 1080, height: 1920, diagonal: 32, scale: 1, physical: true },
  { name: 'landscape-32', width: 1920, height: 1080, diagonal: 32, scale: 1, physical: true },
];

/** Other panels: few pixels, the scaling of the system, a small diagonal. */
export const OTHERS: readonly PanelSize[] = [
  { name: 'portrait-768', width: 768, height: 1366, diagonal: 21.5, scale: 1, physical: true },
  { name: 'landscape-768', width: 1366, height: 768, diagonal: 21.5, scale: 1, physical: true },
  { name: 'portrait-200%', width: 540, height: 960, diagonal: 21.5, scale: 2, physical: true },
  { name: 'landscape-200%', width: 960, height: 540, diagonal: 21.5, scale: 2, physical: true },
  { name: 'landscape-15.6', width: 1366, height: 768, diagonal: 15.6, scale: 1, physical: false },
];

/** Least visual angle of capitals at 60 cm, in degrees, by text size. */
export const LEAST_ANGLE: Readonly<Record<TextSize, number>> = { normal: 0.5, large: 0.6, largest: 0.7 };

/** Text size and contrast of one look at a view. */
export interface Look {
  readonly textSize: TextSize;
  readonly highContrast: boolean;
}

/** Each text size in both contrasts. */
export const LOOKS: readonly Look[] = (['normal', 'large', 'largest'] as const).flatMap((textSize) =>
  [false, true].map((highContrast) => ({ textSize, highContrast })),
);

/** What a visitor's own style may set (WCAG 1.4.12). */
export const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }';
