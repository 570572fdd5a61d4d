import { z } from 'zod';

/** Schema of {@link PrinterSettings}. */
export const printerSettingsSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("name of the printer in the system's own list; left out: the default printer of the system"),
  options: z
    .array(z.string().min(1).max(100))
    .default([])
    .describe('options of CUPS (`lp -o`), such as `media=Custom.80x200mm`; not used on Windows'),
  columns: z.number().int().min(24).max(120).default(42).describe('characters in a line of a receipt'),
});

/** How receipts are printed. */
export type PrinterSettings = z.infer<typeof printerSettingsSchema>;
