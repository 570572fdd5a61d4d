import type { Printer } from './printer.ts';

/** Characters that French receipts have, among them those that a wrong character set spoils. */
const SAMPLE = [
  'ABCDEFGHIJKLM',
  'NOPQRSTUVWXYZ',
  'abcdefghijklm',
  'nopqrstuvwxyz',
  '0123456789',
  'éèêàçùœ € « »',
];

/** Prints a page that shows whether the printer is complete and clear. It names no person. */
export async function printTestPage(
  printer: Printer | null,
  place: string,
): Promise<'done' | 'failed' | 'none'> {
  if (printer === null) return 'none';
  const ruler = '-'.repeat(printer.columns);
  const text = [ruler, place.slice(0, printer.columns), ...SAMPLE, ruler].join('\n');
  const outcome = await printer.print({ title: 'test', text: `${text}\n` }, new AbortController().signal);
  return outcome.ok ? 'done' : 'failed';
}
