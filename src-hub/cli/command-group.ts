import { nearestName } from '../../src-shared/nearest-name.ts';
import { EXIT } from '../basics/exit-codes.ts';
import { printable } from '../basics/printable.ts';
import { tableLines } from '../basics/table-lines.ts';
import type { Prepared } from '../core/hub-command.ts';
import { runPrepared, type DeclaredCommand } from './define-command.ts';
import { CALL, HELP_LINE } from './help-text.ts';
import type { HubCommand } from '../core/hub-command.ts';

/** Commands that share their first word. */
export interface CommandGroup extends HubCommand {
  readonly commands: readonly DeclaredCommand[];
}

/**
 * Makes a group.
 * @param usual last word of the command that runs when none is named
 */
export function commandGroup(
  name: string,
  commands: readonly DeclaredCommand[],
  usual?: string,
): CommandGroup {
  const find = (word: string): DeclaredCommand | undefined =>
    commands.find((command) => command.name === `${name} ${word}`);
  const prepare = (args: readonly string[]): Prepared => {
    const [word, ...rest] = args;
    const isOption = word?.startsWith('-') ?? false;
    if (word === '--help' || word === '-h') return { kind: 'answered', exit: EXIT.done, lines: help() };
    if (word === undefined || isOption) {
      const command = usual === undefined ? undefined : find(usual);
      if (command !== undefined) return command.prepare(args);
      return refused([`${name} alone says nothing to do.`]);
    }
    return find(word)?.prepare(rest) ?? refused([unknownWord(word)]);
  };
  const last = (command: DeclaredCommand): string => command.name.slice(name.length + 1);
  const unknownWord = (word: string): string => {
    const nearest = nearestName(word, commands.map(last));
    const hint = nearest === null ? '' : ` Did you mean ${name} ${nearest}?`;
    return `There is no command ${name} ${printable(word).slice(0, 40)}.${hint}`;
  };
  const refused = (lines: readonly string[]): Prepared => ({
    kind: 'answered',
    exit: EXIT.usage,
    lines: [...lines, `It is one of ${commands.map(last).join(', ')}.`, `${HELP_LINE} ${name} --help`],
  });
  const help = (): string[] => [
    `${CALL} ${name} …, one of:`,
    ...tableLines(commands.map(({ usage, declaration }) => [`  ${usage}`, declaration.summary])),
    '',
    `${CALL} ${name} COMMAND --help tells more of each.`,
  ];
  return {
    name,
    usage: commands.map(({ usage }) => usage).join(' | '),
    commands,
    prepare,
    run: (args, deps, say) => runPrepared(prepare(args), deps, say),
  };
}
