import { parseArgs } from 'node:util';
import { nearestName } from '../../src-shared/nearest-name.ts';
import { printable } from '../basics/printable.ts';
import { labelOf, optionName, type Argument, type Option, type Parameters } from './parameters.ts';

/** What stood on the command line, by the names of the parameters; or one sentence for each thing that is wrong. */
export type ReadArguments =
  | { readonly ok: true; readonly given: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Longest piece of a wrong argument that is repeated. */
const REPEATED = 40;

/** Reads the arguments of a command. Library's words are never shown: each problem names its argument. */
export function readArguments(takes: Parameters, args: readonly string[]): ReadArguments {
  const names = Object.keys(takes).filter((name) => takes[name]?.kind !== 'argument');
  const byLabel = new Map(names.map((name) => [optionName(name).slice(2), name]));
  // Not strict: the library's own errors would be shown otherwise.
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      names.map((name) => [
        optionName(name).slice(2),
        { type: takes[name]?.kind === 'flag' ? 'boolean' : 'string' } as const,
      ]),
    ),
  });
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  const positionals: string[] = [];
  const readOne = (name: string, parameter: Valued, text: string): void => {
    const read = parameter.read(text);
    if (read.ok) given[name] = read.value;
    else {
      const typed = read.isPrivate ? 'what is given' : quoted(text);
      problems.push(`${labelOf(name, parameter)}: ${typed} ${read.problem}.`);
    }
  };
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { rawName, value } = token;
    const name = byLabel.get(token.name);
    const parameter = name === undefined ? undefined : takes[name];
    if (name === undefined || parameter === undefined)
      problems.push(unknownOption(rawName, [...byLabel.keys()]));
    else if (seen.has(name)) problems.push(`${rawName} is given twice.`);
    else if (parameter.kind === 'flag') {
      given[name] = true;
      if (value !== undefined) problems.push(`${rawName} takes no value.`);
    } else if (value === undefined || (!token.inlineValue && /^-\D/u.test(value)))
      problems.push(`${rawName} needs a value: ${rawName} ${parameter.placeholder}.`);
    else readOne(name, parameter, value);
    if (name !== undefined) seen.add(name);
  }
  let place = 0;
  const missing: string[] = [];
  for (const [name, parameter] of Object.entries(takes)) {
    if (parameter.kind === 'flag') {
      given[name] ??= false;
      continue;
    }
    const text = parameter.kind === 'argument' ? positionals[place++] : undefined;
    if (text !== undefined) readOne(name, parameter, text);
    else if (parameter.needed && !seen.has(name))
      missing.push(`${labelOf(name, parameter)} is missing: ${parameter.about}.`);
  }
  const tooMany = positionals[place];
  if (tooMany !== undefined) problems.push(tooManyOf(tooMany, place));
  // What was typed wrong may be why something is missing.
  problems.push(...missing);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, given };
}

type Valued = Argument<unknown> | Option<unknown>;

function unknownOption(rawName: string, known: readonly string[]): string {
  const nearest = nearestName(rawName, known);
  const hint = nearest === null ? '' : ` Did you mean --${nearest}?`;
  return `There is no option ${shown(rawName)}.${hint}`;
}

function tooManyOf(text: string, places: number): string {
  const hint = places > 0 ? ' A name or text with spaces stands in quotes.' : '';
  return `${quoted(text)} is one argument too many.${hint}`;
}

function quoted(text: string): string {
  return `"${shown(text)}"`;
}

function shown(text: string): string {
  const plain = printable(text);
  return plain.length > REPEATED ? `${plain.slice(0, REPEATED)}…` : plain;
}
