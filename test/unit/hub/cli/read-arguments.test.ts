import { describe, expect, it } from 'vitest';
import {
  anyText,
  argument,
  flag,
  neededOption,
  oneOf,
  option,
  optionalArgument,
  readPrivately,
  wholeNumber,
} from '../../../../src-hub/cli/parameters.ts';
import { readArguments } from '../../../../src-hub/cli/read-arguments.ts';

const TAKES = {
  file: argument('FILE', 'the file', anyText),
  second: optionalArgument('SECOND', 'another', anyText),
  state: option('STATE', 'the state', oneOf(['open', 'done', 'refused'])),
  count: option('N', 'how many', wholeNumber(1, 500)),
  dryRun: flag('changes nothing'),
};

const problemsOf = (...args: string[]): readonly string[] => {
  const read = readArguments(TAKES, args);
  return read.ok ? [] : read.problems;
};

describe('arguments', () => {
  it('are read by place and by name, in any order', () => {
    expect(readArguments(TAKES, ['--state=done', 'a b', '--dry-run', '--count', '12'])).toEqual({
      ok: true,
      given: { file: 'a b', state: 'done', count: 12, dryRun: true },
    });
    expect(readArguments(TAKES, ['a', '--', '--b'])).toEqual({
      ok: true,
      given: { file: 'a', second: '--b', dryRun: false },
    });
  });

  it.each<[string[], string]>([
    [[], 'FILE is missing: the file.'],
    [['a', 'b', 'c'], '"c" is one argument too many. A name or text with spaces stands in quotes.'],
    [['a', '--stat', 'done'], 'There is no option --stat. Did you mean --state?'],
    [['a', '--dryrun'], 'There is no option --dryrun. Did you mean --dry-run?'],
    [['a', '-x'], 'There is no option -x.'],
    [['a', '--no-dry-run'], 'There is no option --no-dry-run. Did you mean --dry-run?'],
    [['a', '--unknown=secret'], 'There is no option --unknown.'],
    [['a', '--state', 'opne'], '--state: "opne" is not one of open, done, refused; did you mean open?'],
    [['a', '--state', 'élevé'], '--state: "élevé" is not one of open, done, refused.'],
    [['a', '--state'], '--state needs a value: --state STATE.'],
    [['a', '--state', '--dry-run'], '--state needs a value: --state STATE.'],
    [['a', '--state='], '--state: "" is not one of open, done, refused.'],
    [['a', '--count', '-3'], '--count: "-3" is not a whole number from 1 to 500.'],
    [['a', '--count', '1e2'], '--count: "1e2" is not a whole number from 1 to 500.'],
    [['a', '--count', '501'], '--count: "501" is not a whole number from 1 to 500.'],
    [['a', '--dry-run=yes'], '--dry-run takes no value.'],
    [['a', '--state', 'done', '--state', 'open'], '--state is given twice.'],
    [[' '], 'FILE: " " is empty.'],
    [
      ['a', '--state', '\u202edone'],
      '--state: "\\u202edone" is not one of open, done, refused; did you mean done?',
    ],
  ])('%j: %s', (args, problem) => {
    const [first] = problemsOf(...args);
    expect(first?.replace(/\?\.$/u, '?')).toBe(problem.replace(/\?\.$/u, '?'));
  });

  it('tells all that is wrong at once', () => {
    expect(problemsOf('--state', 'x', '--count', '0', '--nothing')).toHaveLength(4);
  });

  it('repeats nothing about a person', () => {
    const takes = {
      giver: neededOption(
        'NUMBER',
        'of whom',
        readPrivately(() => null, 'is no number'),
      ),
    };
    expect(readArguments(takes, ['--giver', '185057800508'])).toEqual({
      ok: false,
      problems: ['--giver: what is given is no number.'],
    });
    expect(readArguments(takes, [])).toEqual({ ok: false, problems: ['--giver is missing: of whom.'] });
  });
});
