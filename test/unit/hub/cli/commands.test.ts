import { describe, expect, it } from 'vitest';
import { EXIT } from '../../../../src-hub/basics/exit-codes.ts';
import type { CommandGroup } from '../../../../src-hub/cli/command-group.ts';
import type { DeclaredCommand } from '../../../../src-hub/cli/define-command.ts';
import { prepareCommand } from '../../../../src-hub/cli/prepare-command.ts';
import { openTerminal } from '../../../../src-hub/cli/terminal.ts';
import { COMMANDS } from '../../../../src-hub/commands.ts';
import packageJson from '../../../../package.json' with { type: 'json' };

const DECLARED = COMMANDS.flatMap((command): DeclaredCommand[] => {
  if ('commands' in command) return [...(command as CommandGroup).commands];
  return 'declaration' in command ? [command as DeclaredCommand] : [];
});

/** What is said before any setting is read. */
function answerTo(...args: string[]): { exit: number | null; said: string } {
  const prepared = prepareCommand(COMMANDS, args);
  if (prepared.kind === 'ready') return { exit: null, said: '' };
  return { exit: prepared.exit, said: prepared.lines.join('\n') };
}

describe.each(DECLARED.map((command) => [command.name, command] as const))('%s', (name, command) => {
  const words = name.split(' ');

  it('has help: usage, each argument and option, examples, exit codes', () => {
    const { exit, said } = answerTo(...words, '--help');
    expect(exit).toBe(EXIT.done);
    expect(said.startsWith(`npm run hub -- ${name}`)).toBe(true);
    for (const { about } of Object.values(command.declaration.takes)) expect(said).toContain(about);
    for (const section of ['Options', 'Examples', 'Exit codes']) expect(said).toContain(`\n${section}\n`);
    expect(said).toMatch(/^ {2}78 {2}/mu);
    expect(answerTo('help', ...words)).toEqual({ exit, said });
    expect(said).not.toMatch(/undefined|\[object|NaN/u);
  });

  it('takes --json if it tells something, and --dry-run if it changes rows', () => {
    const { effect, takes } = command.declaration;
    expect('json' in takes).toBe(effect !== 'serves');
    expect('dryRun' in takes).toBe(effect === 'changes');
  });

  it('has examples that it takes', () => {
    for (const example of command.declaration.examples) {
      const args = [...example.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, bare]) => quoted ?? bare ?? '');
      expect(answerTo(...words, ...args), example).toEqual({ exit: null, said: '' });
    }
  });

  it('names an option that it does not have, and the way on', () => {
    const { exit, said } = answerTo(...words, '--frobnicate');
    expect(exit).toBe(EXIT.usage);
    expect(said).toContain('--frobnicate');
    expect(said).toContain(`npm run hub -- ${name} --help`);
    const needed = Object.values(command.declaration.takes).filter(
      (taken) => 'needed' in taken && taken.needed,
    );
    // It, each one that is missing, and the way on.
    expect(said.split('\n')).toHaveLength(needed.length + 2);
  });
});

describe('the command line', () => {
  it('lists all commands', () => {
    for (const args of [['--help'], ['help'], ['-h']]) {
      const { exit, said } = answerTo(...args);
      expect(exit).toBe(EXIT.done);
      for (const { name } of DECLARED) expect(said).toContain(`  ${name}`);
    }
    expect(answerTo('kiosks', '--help').said).toContain('kiosks renew NAME');
  });

  it('tells the version, with or without a command', () => {
    const told = { exit: EXIT.done, said: `borne-adherent ${packageJson.version}` };
    expect(answerTo('--version')).toEqual(told);
    expect(answerTo('kiosks', 'list', '--version')).toEqual(told);
  });

  it.each<[string[], string]>([
    [['reprot'], 'There is no command reprot. Did you mean report?'],
    [['kiosk'], 'There is no command kiosk. Did you mean kiosks?'],
    [['frobnicate'], 'There is no command frobnicate.'],
    [['toString'], 'There is no command toString.'],
    [['kiosks', 'lsit'], 'There is no command kiosks lsit. Did you mean kiosks list?'],
    [['requests'], 'requests alone says nothing to do.'],
    [['serve', 'now'], '"now" is one argument too many.'],
    [['--port'], 'There is no option --port.'],
    [
      ['kiosks', 'new', 'Nantes', '1'],
      '"1" is one argument too many. A name or text with spaces stands in quotes.',
    ],
    [['accounts', 'list', 'expird'], 'STATE: "expird" is not one of '],
  ])('%j: %s', (args, problem) => {
    const { exit, said } = answerTo(...args);
    expect(exit).toBe(EXIT.usage);
    expect(said.startsWith(problem)).toBe(true);
    expect(said).toContain('Help: npm run hub --');
  });
});

describe('progress', () => {
  const open = (isTTY: boolean) => {
    let now = 0;
    const [out, errors]: [string[], string[]] = [[], []];
    const terminal = openTerminal(
      { write: (text) => out.push(text) },
      { isTTY, write: (text) => errors.push(text) },
      () => now,
    );
    return { out, errors, terminal, pass: (milliseconds: number) => (now += milliseconds) };
  };

  it('is one line that is written over in a terminal, and gone before the result', () => {
    const { out, errors, terminal, pass } = open(true);
    terminal.progress('soon');
    pass(250);
    terminal.progress('rows 5000');
    terminal.say('read 5000');
    expect(errors.join('')).toBe('rows 5000\r\u001B[K');
    expect(out).toEqual(['read 5000\n']);
  });

  it('is a line now and then in a file', () => {
    const { errors, terminal, pass } = open(false);
    for (let second = 0; second < 70; second++) {
      terminal.progress(`second ${second}`);
      pass(1000);
    }
    terminal.complain('x');
    expect(errors).toEqual(['second 30\n', 'second 60\n', 'x\n']);
  });
});
