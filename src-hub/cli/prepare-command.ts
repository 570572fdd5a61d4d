import { APP_VERSION } from '../../src-shared/app-version.ts';
import { nearestName } from '../../src-shared/nearest-name.ts';
import { EXIT } from '../basics/exit-codes.ts';
import { printable } from '../basics/printable.ts';
import type { HubCommand, Prepared } from '../core/hub-command.ts';
import { CALL, exitCodeLines, HELP_LINE } from './help-text.ts';

/** Longest piece of a wrong command that is repeated. */
const REPEATED = 40;

/**
 * Finds the command that stands on the command line, and judges its arguments.
 * @param args what stands after `npm run hub --`; nothing: serve
 */
export function prepareCommand(commands: readonly HubCommand[], args: readonly string[]): Prepared {
  const [first = 'serve', ...rest] = args;
  if (args.includes('--version'))
    return { kind: 'answered', exit: EXIT.done, lines: [`borne-adherent ${APP_VERSION}`] };
  if (first === '--help' || first === '-h' || (first === 'help' && rest.length === 0))
    return { kind: 'answered', exit: EXIT.done, lines: overview(commands) };
  // `help kiosks new` is `kiosks new --help`.
  if (first === 'help') return prepareCommand(commands, [...rest, '--help']);
  const isOption = first.startsWith('-');
  const command = commands.find(({ name }) => name === (isOption ? 'serve' : first));
  if (command !== undefined) return command.prepare(isOption ? args : rest);
  const nearest = nearestName(
    first,
    commands.map(({ name }) => name),
  );
  const hint = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return {
    kind: 'answered',
    exit: EXIT.usage,
    lines: [
      `There is no command ${printable(first).slice(0, REPEATED)}.${hint}`,
      `It is one of ${commands.map(({ name }) => name).join(', ')}.`,
      `${HELP_LINE} --help`,
    ],
  };
}

/** The list of all commands. */
function overview(commands: readonly HubCommand[]): string[] {
  return [
    `${CALL} COMMAND, one of:`,
    ...commands.flatMap(({ usage }) => usage.split(' | ').map((line) => `  ${line}`)),
    '',
    `${CALL} COMMAND --help tells more of each; --version tells the version.`,
    '',
    'Exit codes',
    ...exitCodeLines(),
  ];
}
