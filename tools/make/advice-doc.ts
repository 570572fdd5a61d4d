/**
 * Writes the table of blocks in docs/advisers.md from the messages: `node tools/make/advice-doc.ts`. The branch page and
 * the adviser's screens at the kiosk show the same words.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BLOCKS } from '../../src-shared/values/blocks.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
export const ADVISERS_DOC = path.join(ROOT, 'docs', 'advisers.md');
const [BEGIN, END] = ['<!-- blocks -->', '<!-- /blocks -->'];

/** The guide with the table of blocks as the messages have it. @throws when the guide has no place for it */
export function withAdvice(guide: string): string {
  const [from, to] = [guide.indexOf(BEGIN), guide.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${ADVISERS_DOC} has no ${BEGIN} … ${END}`);
  const texts = JSON.parse(
    readFileSync(path.join(ROOT, 'src-shared', 'messages', 'fr.json'), 'utf8'),
  ) as Readonly<Record<string, string>>;
  const rows = BLOCKS.map((block) => {
    const word = block.replaceAll('-', '_');
    return [texts[`block_${word}`] ?? '', texts[`advice_${word}`] ?? ''];
  });
  const table = [['Blocage', 'Que dire, que faire'], ...rows];
  const widths = [0, 1].map((column) =>
    Math.max(...table.map((row) => Array.from(row[column] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - Array.from(cell).length)).join(' | ')} |`;
  const lines = [line(table[0] ?? []), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`];
  const made = [...lines, ...rows.map(line)].join('\n');
  return `${guide.slice(0, from)}${BEGIN}\n\n${made}\n\n${guide.slice(to)}`;
}

if (import.meta.main) writeFileSync(ADVISERS_DOC, withAdvice(readFileSync(ADVISERS_DOC, 'utf8')));
