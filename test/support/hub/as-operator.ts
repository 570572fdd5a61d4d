import type { CommandGroup } from '../../../src-hub/cli/command-group.ts';
import type { DeclaredCommand } from '../../../src-hub/cli/define-command.ts';
import type { HubCommand } from '../../../src-hub/core/hub-command.ts';

/** Who acts in tests, and why. */
export const ACTING: readonly string[] = ['--operator', 'A. Martin', '--reason', 'case 12'];

/** The arguments of a command with name and reason, where it asks for them. */
export function asOperator(command: HubCommand, args: readonly string[]): readonly string[] {
  const [word = ''] = args;
  const declared =
    'commands' in command
      ? (command as CommandGroup).commands.find(({ name }) => name === `${command.name} ${word}`)
      : (command as DeclaredCommand);
  const operator = declared?.declaration.takes['operator'];
  const isAsked = operator?.kind === 'option' && operator.needed;
  const isForced = operator !== undefined && args.includes('--force');
  const isGiven = args.includes('--operator') || args.includes('--reason');
  return (isAsked || isForced) && !isGiven ? [...args, ...ACTING] : args;
}
