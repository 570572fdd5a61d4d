import { z } from 'zod';

/** Layouts that a scanner acting as a keyboard is set to. */
export const SCANNER_LAYOUTS = ['us', 'fr'] as const;

/** What fits most scanners as they come: the defaults of the schema, which the page does without. */
export const DEFAULT_SCANNER = { layout: 'detect', prefix: '', suffix: 'detect' } as const;

/** Schema of {@link ScannerSettings}. */
export const scannerSettingsSchema = z.strictObject({
  layout: z
    // `SCANNER_LAYOUTS` and one more, written out: spread, it would bring the library of schemas into the page.
    .enum(['detect', 'us', 'fr'])
    .default('detect')
    .describe(
      'keyboard that the scanner is set to: QWERTY (`us`) or AZERTY (`fr`); `detect` finds it by the characters that a code can have',
    ),
  prefix: z
    .string()
    .max(20)
    .default('')
    .describe('what the scanner, or the bar code, puts before a code; taken away where it stands'),
  suffix: z
    .enum(['detect', 'enter', 'tab', 'none'])
    .default('detect')
    .describe(
      'key that the scanner sends after a code, which sends the form; `detect` takes Enter or Tab, `none` leaves it to the button',
    ),
});

/** How the scanner of a kiosk types. */
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>;
