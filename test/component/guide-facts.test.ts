import { describe, expect, it } from 'vitest';
import guide from '../../docs/guide-facts.md?raw';
import fr from '../../src-shared/messages/fr.json';
import { samples } from '../../tools/preview/sample-views.ts';
import { openSample } from './support/follow.ts';

/** The facts of the published guides are on the screens that docs/guide-facts.md names. */

const MESSAGES = fr as Readonly<Record<string, unknown>>;
const SAMPLES = samples(Date.UTC(2026, 10, 29, 9));

interface Fact {
  readonly fact: string;
  readonly keys: readonly string[];
  readonly sample: string;
}

const FACTS: readonly Fact[] = guide
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .map((line) => {
    const [, fact = '', keys = '', sample = ''] = line.split('|');
    return { fact: fact.trim(), keys: names(keys), sample: names(sample)[0] ?? '' };
  });

function names(cell: string): string[] {
  return [...cell.matchAll(/`(?<name>[^`]+)`/gu)].map(({ groups }) => groups?.['name'] ?? '');
}

/** The text of a message, with anything in its blanks. */
function pattern(key: string): RegExp {
  const text = MESSAGES[key];
  if (typeof text !== 'string') throw new Error(`${key} is no text of one form`);
  const parts = text
    .split(/\{[a-z]+\}/iu)
    .map((part) => part.replaceAll(/\s/gu, ' ').replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&'));
  return new RegExp(parts.join('.+'), 'iu');
}

describe('the facts of the guides', () => {
  it('are a list', () => {
    expect(FACTS.length).toBeGreaterThan(40);
    expect(FACTS.filter(({ keys, sample }) => keys.length === 0 || sample === '')).toEqual([]);
  });

  it.each(FACTS)('$sample: $fact', async ({ keys, sample: name }) => {
    const sample = SAMPLES.find((one) => one.name === name);
    if (sample === undefined) throw new Error(`no sample ${name}`);
    await openSample(sample);
    const text = [document.body.innerText, ...labels()].join('\n').replaceAll(/\s/gu, ' ');
    expect(keys.filter((key) => !pattern(key).test(text))).toEqual([]);
  });
});

/** Texts of drawings and controls that have no letters of their own. */
function labels(): string[] {
  return [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label') ?? '');
}
