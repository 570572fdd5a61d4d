import { EXIT, EXIT_MEANINGS } from '../basics/exit-codes.ts';
import { tableLines } from '../basics/table-lines.ts';
import type { AnyDeclaration } from './declaration.ts';
import { labelOf, type Parameters } from './parameters.ts';

/** How a command of the hub is called from the project's folder. */
export const CALL = 'npm run hub --';

/** Who acts and why, in examples of commands that the audit has. */
export const ACTOR = '--operator "A. Martin" --reason "case 12"';

/** Beginning of the line that shows the way on after wrong arguments. */
export const HELP_LINE = `Help: ${CALL}`;

/** One line: `kiosks new NAME [--website]`, without the options of every command. */
export function usageOf({ name, takes }: AnyDeclaration): string {
  const pieces = Object.entries(takes)
    .filter(([key]) => !EVERYWHERE.includes(key))
    .map(([key, parameter]) => {
      const label = labelOf(key, parameter);
      if (parameter.kind === 'flag') return `[${label}]`;
      const text = parameter.kind === 'option' ? `${label} ${parameter.placeholder}` : label;
      return parameter.needed ? text : `[${text}]`;
    });
  return [name, ...pieces].join(' ');
}

const EVERYWHERE: readonly string[] = ['json', 'help', 'dryRun'];

/** The help of one command: usage, arguments, options, examples, exit codes. */
export function commandHelp(command: AnyDeclaration): string[] {
  const { name, summary, takes, examples, notDoneWhen, setsRowsAside = false } = command;
  const rows = (kinds: readonly string[]): string[] =>
    tableLines(
      Object.entries(takes)
        .filter(([, { kind }]) => kinds.includes(kind))
        .map(([key, parameter]) => [`  ${withPlaceholder(key, parameter)}`, parameter.about]),
    );
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    `${CALL} ${usageOf(command)}`,
    '',
    `${summary}.`,
    ...section('Arguments', rows(['argument'])),
    ...section('Options', rows(['option', 'flag'])),
    ...section(
      'Examples',
      examples.map((example) => `  ${CALL} ${example === '' ? name : `${name} ${example}`}`),
    ),
    ...section('Exit codes', exitCodeLines({ notDoneWhen: notDoneWhen ?? null, setsRowsAside })),
  ];
}

/**
 * The rule of exit codes.
 * @param command `notDoneWhen`: when it ends with 1, null: never; `setsRowsAside`: whether it can end with 3; left out:
 *   for all commands
 */
export function exitCodeLines(command?: {
  readonly notDoneWhen: string | null;
  readonly setsRowsAside: boolean;
}): string[] {
  return Object.entries(EXIT_MEANINGS).flatMap(([code, meaning]) => {
    const line = `  ${code.padStart(2)}  ${meaning}`;
    if (command === undefined) return [line];
    const { notDoneWhen, setsRowsAside } = command;
    if (code === String(EXIT.partly)) return setsRowsAside ? [line] : [];
    if (code !== String(EXIT.notDone)) return [line];
    return notDoneWhen === null ? [] : [`   1  not done: ${notDoneWhen}`];
  });
}

function withPlaceholder(key: string, parameter: Parameters[string]): string {
  const label = labelOf(key, parameter);
  return parameter.kind === 'option' ? `${label} ${parameter.placeholder}` : label;
}
