import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LETTER_VALID_DAYS } from '../../../src-shared/policy/letters.ts';
import { UNFINISHED_KEPT } from '../../../src-shared/policy/retention.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import { termsSchema } from '../../../src-shared/journey/terms.ts';
import { readTerms } from '../../../src-main/accounts/terms-file.ts';
import { termsIn } from '../../../src-main/accounts/terms.ts';
import { loadConfig } from '../../../src-main/config/load-config.ts';
import shipped from '../../../resources/terms/terms.json' with { type: 'json' };
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SECRET = 'Texte que personne ne doit lire';
const SECTIONS = [{ title: 'Objet', paragraphs: [SECRET] }];
const GOOD = { version: 'v2', since: '2026-03-01', fr: SECTIONS, en: SECTIONS };

describe('the terms that ship', () => {
  const result = readTerms({ secretQuestion: true });

  it('are what a screen takes, in both languages, section by section', () => {
    if (!result.ok) throw new Error(result.expected);
    for (const language of ['fr', 'en'] as const) termsSchema.parse(termsIn(result.terms, language));
    const shapes = [shipped.fr, shipped.en].map((sections) =>
      sections.map(({ paragraphs }) => paragraphs.length),
    );
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shipped.fr.length).toBeGreaterThanOrEqual(8);
  });

  it('say the limits that hold', () => {
    if (!result.ok) throw new Error(result.expected);
    const [days, kept] = [LETTER_VALID_DAYS, UNFINISHED_KEPT / DAY].map(String);
    const [french, english] = [result.terms.fr, result.terms.en].map((sections) => JSON.stringify(sections));
    expect(french).toContain(`n’est valable que ${days ?? ''} jours.`);
    expect(french).toContain(`effacée au plus tard après ${kept ?? ''} jours.`);
    expect(english).toContain(`is valid for ${days ?? ''} days.`);
    expect(english).toContain(`erased after ${kept ?? ''} days at the latest.`);
  });

  it('have no French sign of two parts after a gap that can break, nor straight apostrophes', () => {
    const text = JSON.stringify(shipped.fr.flatMap(({ title, paragraphs }) => [title, ...paragraphs]));
    expect(text).not.toMatch(/ [:;?!»]|« /u);
    expect(text).toMatch(/\u202f;/u);
    expect(text).not.toContain("'");
  });
});

describe('terms of one’s own', () => {
  const load = (content: string): { problems: readonly string[]; version?: string; sections?: unknown } => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'texts'));
    writeFileSync(path.join(folder, 'texts', 'terms.json'), content);
    const file = path.join(folder, 'config.json');
    const accounts = { terms: 'texts/terms.json' };
    const config = { mode: 'demo', dataDir: 'data', members: { file: 'members.ndjson' }, accounts };
    writeFileSync(file, JSON.stringify(config));
    const loaded = loadConfig({ file, from: '--config' });
    if (!loaded.ok) return { problems: loaded.problems };
    const terms = readTerms(loaded.config.accounts);
    return { problems: [], ...(terms.ok && { version: terms.terms.version, sections: terms.terms.fr }) };
  };

  it('take the place of those that ship; the file lies beside the configuration', () => {
    expect(load(JSON.stringify(GOOD))).toEqual({ problems: [], version: 'v2', sections: SECTIONS });
    expect(load(`\uFEFF${JSON.stringify(GOOD)}`).version).toBe('v2');
  });

  it('may name a limit in braces', () => {
    const fr = [{ title: 'Délai', paragraphs: ['Au plus {letterValidDays} jours.'] }];
    expect(load(JSON.stringify({ ...GOOD, fr })).sections).toEqual([
      { title: 'Délai', paragraphs: [`Au plus ${String(LETTER_VALID_DAYS)} jours.`] },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', `{"version": "${SECRET}`, /syntax error at line 1, column/u],
    ['no object', '7', /at fault: \(whole file\)/u],
    ['another key', JSON.stringify({ ...GOOD, de: [] }), /at fault: \(whole file\)/u],
    ['no version', JSON.stringify({ ...GOOD, version: undefined }), /at fault: version$/u],
    [
      'a version of 41 characters',
      JSON.stringify({ ...GOOD, version: 'v'.repeat(41) }),
      /at fault: version$/u,
    ],
    ['a day that does not exist', JSON.stringify({ ...GOOD, since: '2026-02-30' }), /at fault: since$/u],
    ['no English', JSON.stringify({ ...GOOD, en: [] }), /at fault: en$/u],
    [
      'empty paragraphs',
      JSON.stringify({ ...GOOD, fr: [{ title: '', paragraphs: [''] }] }),
      /at fault: fr\.0\.title, fr\.0\.paragraphs\.0$/u,
    ],
    [
      'with another name in braces',
      JSON.stringify({ ...GOOD, en: [{ title: SECRET, paragraphs: ['{letterValidDay} days'] }] }),
      /at fault: en\.0\.paragraphs\.0 names in braces what is none of letterValidDays, unfinishedKeptDays$/u,
    ],
  ])('that are %s are refused at the start, by the place and without their text', (_name, content, fault) => {
    const { problems } = load(content);
    expect(problems).toEqual([expect.stringMatching(/^accounts\.terms: expected a JSON file with version/u)]);
    expect(problems[0]).toMatch(fault);
    expect(problems[0]).not.toContain(SECRET);
  });

  it('that are not there are said to be unreadable', () => {
    const result = readTerms({ secretQuestion: true, terms: path.join(temporaryFolder(), 'none.json') });
    expect(result).toMatchObject({
      ok: false,
      expected: expect.stringContaining('cannot be read') as string,
    });
  });
});
