import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Pages whose commands are tried. */
const PAGES = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs')];

/** A command line in a page. */
export interface DocumentedCommand {
  /** Page and line: `docs/hub.md:9`. */
  readonly place: string;
  /** The line, without the remark behind it. */
  readonly line: string;
}

/** Every line of the code blocks of the pages that is a command: blocks of a shell, and those that name no language but begin like one. */
export function commandsInBlocks(isProgram: (word: string) => boolean): DocumentedCommand[] {
  return PAGES.flatMap((page) =>
    blocksOf(read(page)).flatMap(({ language, lines, line }) => {
      const isShell = language === 'sh' || (language === '' && isProgram(programOf(lines[0] ?? '')));
      return isShell ? linesOf(page, line, lines) : [];
    }),
  );
}

/** Every command of the hub that stands in a sentence or a table: at least two words, the first one of these. */
export function commandsInText(firstWords: readonly string[]): DocumentedCommand[] {
  return PAGES.flatMap((page) =>
    read(page)
      .split('\n')
      .flatMap((text, index) =>
        [...text.matchAll(/`([^`]+)`/gu)]
          .map(([, code = '']) => code.replaceAll('\\|', '|').replace(/^npm run hub -- /u, ''))
          .filter((code) => code.includes(' ') && firstWords.includes(code.split(' ')[0] ?? ''))
          .map((line) => ({ place: `${page}:${index + 1}`, line })),
      ),
  );
}

/** The first word that is no setting of the environment. */
export function programOf(line: string): string {
  return wordsOf(line).find((word) => !/^[A-Z_]+=/u.test(word)) ?? '';
}

/** Words of a shell, with what stands in quotes as one. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/((?:"[^"]*"|[^\s"])+)/gu)].map(([word]) => word.replaceAll('"', ''));
}

/** Choices of a usage: with and without what stands in brackets, each of `a|b`. */
export function variantsOf(usage: string): string[] {
  const bracket = /\[([^[\]]*)\]/u.exec(usage);
  if (bracket !== null) {
    const [whole, inner = ''] = bracket;
    return ['', inner].flatMap((piece) => variantsOf(usage.replace(whole, () => piece).trim()));
  }
  const choice = /\S*\|\S*/u.exec(usage)?.[0];
  if (choice === undefined) return [usage.replaceAll(/\s+/gu, ' ')];
  return choice.split('|').flatMap((one) => variantsOf(usage.replace(choice, () => one)));
}

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
  /** Number of its first line. */
  readonly line: number;
}

function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; lines: string[]; line: number } | null = null;
  for (const [index, text] of page.split('\n').entries()) {
    const fence = /^\s*```(.*)$/u.exec(text);
    if (fence === null) open?.lines.push(text.trim());
    else if (open === null) open = { language: fence[1]?.trim() ?? '', lines: [], line: index + 2 };
    else {
      blocks.push(open);
      open = null;
    }
  }
  return blocks;
}

/** Lines that end with a backslash go on; two spaces, or a hash, begin a remark. */
function linesOf(page: string, first: number, lines: readonly string[]): DocumentedCommand[] {
  const commands: DocumentedCommand[] = [];
  let begun = '';
  for (const [index, text] of lines.entries()) {
    if (text.endsWith('\\')) {
      begun += `${text.slice(0, -1).trim()} `;
      continue;
    }
    const line = (begun + text).replace(/\s{2,}\S.*$|\s+#\s.*$/u, '').trim();
    begun = '';
    if (line !== '' && !line.startsWith('#')) commands.push({ place: `${page}:${first + index}`, line });
  }
  return commands;
}

function read(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8');
}

function pagesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
}
