import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { screenSchema } from '../../../src-shared/journey/screens.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../src-main/journey/diagrams');

/** Draws the phases of a visit, which `idle-rules.ts` and `visitor-session.ts` handle for all screens. */
const PHASES = 'visit.mermaid';

const SCREENS = new Set<string>(screenSchema.options.map((screen) => screen.shape.id.value));

/** A transition between two screens, by the type of an action or by a key of the handler. */
export interface Transition {
  readonly from: string;
  readonly by: string;
  readonly to: string;
}

/** One diagram, read by the rules of docs/architecture.md. */
export interface Diagram {
  readonly transitions: readonly Transition[];
  /** First screen of the journey, and the action of another screen that leads there; null: none. */
  readonly begins: readonly { readonly at: string; readonly by: string | null }[];
}

/** The state diagrams of all journeys, by file. */
export function readDiagrams(): ReadonlyMap<string, Diagram> {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.mermaid') && name !== PHASES);
  return new Map(names.map((name) => [name, readDiagram(readFileSync(path.join(FOLDER, name), 'utf8'))]));
}

/**
 * Reads one diagram.
 * @throws Error for a line without meaning
 */
export function readDiagram(text: string): Diagram {
  const names = new Map<string, string>();
  const decisions = new Set<string>();
  const groups = new Map<string, string[]>();
  const arrows: { from: string; to: string; label: string }[] = [];
  const lines = text.split('\n').map((line) => line.trim());
  for (const line of lines) {
    const named = /^state "(?<text>.+)" as (?<name>\w+)$/u.exec(line)?.groups;
    const chosen = /^state (?<name>\w+) <<choice>>$/u.exec(line)?.groups;
    const arrow = /^(?<from>\S+) --> (?<to>[^\s:]+)(?:: (?<label>.+))?$/u.exec(line)?.groups;
    const member = /^(?<name>\w+): (?<screen>\S+)$/u.exec(line)?.groups;
    if (named) names.set(named['name'] ?? '', named['text'] ?? '');
    else if (chosen) decisions.add(chosen['name'] ?? '');
    else if (arrow)
      arrows.push({ from: arrow['from'] ?? '', to: arrow['to'] ?? '', label: arrow['label'] ?? '' });
    else if (member) {
      const { name = '', screen = '' } = member;
      groups.set(name, [...(groups.get(name) ?? []), known(screen)]);
    } else if (!/^(?:stateDiagram-v2|%%.*|note .*|)$/u.test(line)) throw new Error(`not understood: ${line}`);
  }
  // Mermaid draws only one such arrow for each state.
  const turning = arrows.filter(({ from, to }) => from === to).map(({ from }) => from);
  if (new Set(turning).size < turning.length)
    throw new Error(`several arrows to itself: ${turning.join(', ')}`);
  // A named node that is neither a screen nor a group of screens is a decision.
  for (const [name, text] of names)
    if (!groups.has(name) && !SCREENS.has(screenIn(text))) decisions.add(name);

  const screensOf = (state: string): readonly string[] =>
    groups.get(state) ?? [known(screenIn(names.get(state) ?? state))];
  /** The states at the end of an arrow, followed through decisions. */
  const endsOf = (state: string, seen: readonly string[] = []): readonly string[] => {
    if (!decisions.has(state)) return [state];
    const on = arrows.filter(({ from, to }) => from === state && !seen.includes(to));
    if (on.length === 0) throw new Error(`${state} decides nothing`);
    return on.flatMap(({ to }) => endsOf(to, [...seen, state]));
  };
  const transitions: Transition[] = [];
  const begins: { at: string; by: string | null }[] = [];
  for (const { from, to, label } of arrows) {
    const by = triggersOf(label);
    if (from === '[*]') begins.push(...screensOf(to).map((at) => ({ at, by: by[0] ?? null })));
    if (from === '[*]' || decisions.has(from)) continue;
    if (by.length === 0) throw new Error(`${from} --> ${to}: by what?`);
    for (const end of endsOf(to)) {
      for (const screen of screensOf(from)) {
        const ends = end === from ? [screen] : screensOf(end);
        transitions.push(
          ...by.flatMap((trigger) => ends.map((at) => ({ from: screen, by: trigger, to: at }))),
        );
      }
    }
  }
  return { transitions, begins };
}

/** `space-devices: a fresh code` is a variant of the screen `space-devices`. */
function screenIn(text: string): string {
  return text.replace(/:.*$/u, '');
}

function known(screen: string): string {
  if (!SCREENS.has(screen)) throw new Error(`no such screen: ${screen}`);
  return screen;
}

/** `an-action, another with words [when] / what is done (more)`. */
function triggersOf(label: string): string[] {
  const plain = label.replaceAll(/\[.*?\]|\(.*?\)/gu, '').replace(/\s\/.*$/u, '');
  return plain.split(',').flatMap((part) => /[\w-]+/u.exec(part)?.[0] ?? []);
}
