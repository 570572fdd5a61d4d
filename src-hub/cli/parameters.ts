import { nearestName } from '../../src-shared/nearest-name.ts';

/** A value that was read, or what is wrong with it. */
export type ReadText<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      /** The end of a sentence: "is not a date such as 2027-06-30". */
      readonly problem: string;
      /** The value may be about a person: it is not repeated. */
      readonly isPrivate?: true;
    };

/** Reads what stands on the command line. */
export type TextReader<Value> = (text: string) => ReadText<Value>;

/** A value that is given by its place. */
export interface Argument<Value> {
  readonly kind: 'argument';
  /** As it stands in the usage: `NAME`. */
  readonly placeholder: string;
  readonly about: string;
  readonly needed: boolean;
  readonly read: TextReader<Value>;
}

/** A value that is given by its name: `--state STATE`. */
export interface Option<Value> {
  readonly kind: 'option';
  readonly placeholder: string;
  readonly about: string;
  readonly needed: boolean;
  readonly read: TextReader<Value>;
}

/** A yes or no: `--full`. */
export interface Flag {
  readonly kind: 'flag';
  readonly about: string;
}

/** What a command takes, by its name in code. `dryRun` is `--dry-run`. Arguments stand in their order. */
export type Parameters = Readonly<Record<string, Argument<unknown> | Option<unknown> | Flag>>;

/** What a command is given. */
export type Given<Takes extends Parameters> = {
  readonly [Name in keyof Takes]: Takes[Name] extends Flag
    ? boolean
    : Takes[Name] extends Argument<infer Value> | Option<infer Value>
      ? Value
      : never;
};

/** An argument that is needed. */
export function argument<Value>(
  placeholder: string,
  about: string,
  read: TextReader<Value>,
): Argument<Value> {
  return { kind: 'argument', placeholder, about, needed: true, read };
}

/** An argument that may be left out. */
export function optionalArgument<Value>(
  placeholder: string,
  about: string,
  read: TextReader<Value>,
): Argument<Value | undefined> {
  return { kind: 'argument', placeholder, about, needed: false, read };
}

/** An option with a value. */
export function option<Value>(
  placeholder: string,
  about: string,
  read: TextReader<Value>,
): Option<Value | undefined> {
  return { kind: 'option', placeholder, about, needed: false, read };
}

/** An option without which the command cannot run. */
export function neededOption<Value>(
  placeholder: string,
  about: string,
  read: TextReader<Value>,
): Option<Value> {
  return { kind: 'option', placeholder, about, needed: true, read };
}

/** An option without a value. */
export function flag(about: string): Flag {
  return { kind: 'flag', about };
}

/** Reads any text that is not blank, such as the name of a file. */
export const anyText: TextReader<string> = (text) =>
  text.trim() === '' ? { ok: false, problem: 'is empty' } : { ok: true, value: text };

/** Reads one of some words. */
export function oneOf<Word extends string>(words: readonly Word[]): TextReader<Word> {
  return (text) => {
    const word = words.find((known) => known === text);
    if (word !== undefined) return { ok: true, value: word };
    const nearest = nearestName(text, words);
    const hint = nearest === null ? '' : `; did you mean ${nearest}?`;
    return { ok: false, problem: `is not one of ${words.join(', ')}${hint}` };
  };
}

/** Reads a whole number within bounds. */
export function wholeNumber(least: number, most: number): TextReader<number> {
  return (text) => {
    const value = /^\d{1,9}$/u.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most
      ? { ok: true, value }
      : { ok: false, problem: `is not a whole number from ${least} to ${most}` };
  };
}

/** Reads by a function that returns null for what it cannot read. */
export function readBy<Value>(read: (text: string) => Value | null, problem: string): TextReader<Value> {
  return (text) => {
    const value = read(text);
    return value === null ? { ok: false, problem } : { ok: true, value };
  };
}

/** As {@link readBy}, for values about people: what was typed is not repeated. */
export function readPrivately<Value>(
  read: (text: string) => Value | null,
  problem: string,
): TextReader<Value> {
  return (text) => {
    const value = read(text);
    return value === null ? { ok: false, problem, isPrivate: true } : { ok: true, value };
  };
}

/** How a parameter is called on the command line: `NAME`, `--dry-run`. */
export function labelOf(name: string, parameter: Parameters[string]): string {
  return parameter.kind === 'argument' ? parameter.placeholder : optionName(name);
}

/** `dryRun` becomes `--dry-run`. */
export function optionName(name: string): string {
  return `--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}
