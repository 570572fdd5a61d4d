import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RequestScreenId } from '../../../../src-shared/member-requests/request-kinds.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { readText } from '../../../../src-shared/values/text.ts';
import { eventBodySchema } from '../../../../src-shared/hub-api/events.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { NAUGHTY_STRINGS } from '../../../support/hostile/naughty-strings.ts';
import { allAnswered } from '../../head-office/actions.ts';
import { openScreen, openSpace, REQUESTS, make } from './actions.ts';

/** Long enough not to stand in a log by chance. */
const TELLING = NAUGHTY_STRINGS.filter((text) => text.trim().length > 9 && !/^[0-9x]+$/u.test(text));

function expectClean(rig: KioskRig): void {
  const logged = rig.logged.join('\n');
  expect(
    TELLING.filter((text) => logged.includes(text) || logged.includes(JSON.stringify(text).slice(1, -1))),
  ).toEqual([]);
  expect(rig.logged.filter((line) => line.includes('"error"'))).toEqual([]);
}

/** Every fourth text, beginning at one or another: all fields together see them all. */
function partOf(place: number): readonly string[] {
  return NAUGHTY_STRINGS.filter((_text, index) => index % 4 === place % 4);
}

/** Takes the kiosk's own limit of an hour away: hundreds of texts are sent. */
function unlimited(rig: KioskRig): void {
  rig.onJournal((journal) =>
    journal.exec("DELETE FROM rate_limit WHERE key LIKE 'space-request%' OR key LIKE 'code-email%'"),
  );
}

describe('hostile texts', () => {
  it('in a question, a note or an address are a view each time, come to head office as they are read, and to no log', async () => {
    const { office, rig } = await openSpace();
    const expected: unknown[] = [];
    const read = (text: string): string | null => {
      const parsed = readText(text);
      return parsed.ok ? parsed.value : null;
    };
    const fields: readonly (readonly [
      RequestScreenId,
      (text: string) => object,
      string,
      (text: string) => unknown,
    ])[] = [
      ['space-question', (text) => ({ text }), 'text', read],
      ['space-situation', (text) => ({ note: text }), 'note', (text) => read(text) ?? ''],
      [
        'space-address',
        (text) => ({ lines: [text, '', ''] }),
        'lines',
        (text) => {
          const parsed = readAddressLines([text]);
          return parsed.ok ? parsed.value : null;
        },
      ],
    ];
    for (const [id, change, field, wantedOf] of fields) {
      unlimited(rig);
      await openScreen(rig, id);
      // A note is read as a question is; addresses take few.
      const texts = id === 'space-address' ? NAUGHTY_STRINGS : partOf(id === 'space-situation' ? 1 : 0);
      for (const [index, text] of texts.entries()) {
        if (index % 30 === 29) unlimited(rig);
        const wanted = wantedOf(text);
        await make(rig, { ...REQUESTS[id], ...change(text) });
        const { sent, problem } = rig.screen(id);
        expect(sent !== null, JSON.stringify(text)).toBe(wanted !== null);
        if (wanted === null) {
          expect(problem?.kind).toBe('field');
          continue;
        }
        expected.push({ field, value: wanted });
        await rig.act({ type: 'start-over' });
      }
    }
    await allAnswered(rig);
    const told = office.appliedBodies.map((body, index) => {
      const { field } = expected[index] as { field: string };
      return { field, value: (body as Record<string, unknown>)[field] };
    });
    expect(told).toEqual(expected);
    expect(office.appliedBodies.filter((body) => !eventBodySchema.safeParse(body).success)).toEqual([]);
    expect([...office.applied.values()].map(({ answer }) => answer.status)).not.toContain('refused');
    expect(expected.length).toBeGreaterThan(200);
    expectClean(rig);
  });

  it('in every other field are refused by that field, or do nothing', async () => {
    const { office, rig } = await openSpace();
    const choices: readonly (readonly [RequestScreenId, (text: string) => object, string | null])[] = [
      ['space-documents', (document) => ({ document }), null],
      ['space-question', (topic) => ({ topic }), 'topic'],
      ['space-situation', (change) => ({ change }), 'change'],
      ['space-situation', (from) => ({ from }), 'from'],
      ['space-situation', (until) => ({ until }), 'until'],
      ['space-address', (postalCode) => ({ postalCode }), 'postal-code'],
      ['space-address', (town) => ({ town }), 'town'],
      ['space-address', (from) => ({ from }), 'from'],
    ];
    for (const [place, [id, change, field]] of choices.entries()) {
      await openScreen(rig, id);
      for (const text of partOf(place)) {
        await make(rig, { ...REQUESTS[id], ...change(text) });
        const { sent, problem } = rig.screen(id);
        expect(sent, JSON.stringify(text)).toBeNull();
        if (field === null) expect(problem).toBeNull();
        else expect(problem, JSON.stringify(text)).toMatchObject({ kind: 'field', field });
      }
    }
    for (const postalCode of partOf(0)) {
      await rig.act({ type: 'find-towns', postalCode });
      expect(rig.screen('space-address').towns?.towns ?? [], postalCode).toEqual([]);
    }
    expect(office.received).toEqual([]);
    expectClean(rig);
  });
});

describe('what was typed into a request', () => {
  it('is sealed in every file of the kiosk, while it waits and after it was told', async () => {
    const { office, rig } = await openSpace();
    office.always('events', { kind: 'refuse', error: 'unavailable' });
    const text = 'mon secret de palissandre';
    await openScreen(rig, 'space-question');
    await rig.act({ type: 'ask-question', topic: 'other', text });
    await openScreen(rig, 'space-address');
    await make(rig, { ...REQUESTS['space-address'], lines: [text, '', ''] });
    expect(rig.screen('space-address').sent).not.toBeNull();
    expect(filesWith(rig, text)).toEqual([]);
    office.always('events', null);
    await allAnswered(rig);
    expect(JSON.stringify(office.appliedBodies)).toContain(text);
    expect(filesWith(rig, text)).toEqual([]);
    expect(filesWith(rig, 'hub_event'), 'the look into the files can find a text').not.toEqual([]);
    expect(rig.logged.join('\n')).not.toContain('palissandre');
  });
});

/** Files of the kiosk that hold a text as it is. */
function filesWith(rig: KioskRig, text: string): string[] {
  const folder = path.join(rig.folder, 'data');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(text));
}
