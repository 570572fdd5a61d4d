import { describe, expect, it } from 'vitest';
import type { Action } from '../../../src-shared/journey/action.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { MACHINE_PARTS, TEST_PARTS, type TestPart } from '../../../src-shared/policy/staff/morning-test.ts';
import { openPage, type TestPage } from '../support/page.ts';
import { morning } from './samples.ts';

type Tried = Parameters<typeof morning>[0];

/** Keeps what is answered, as the application does. */
function keeping(page: TestPage, tried: Tried = {}): void {
  const kept: Tried = { ...tried };
  page.answer = (action: Action) => {
    if (action.type === 'staff-test') kept[action.part] = { result: action.result, found: action.found };
    if (action.type === 'staff-try') kept[action.part] = { result: 'good' };
    return morning(kept);
  };
}

/** All parts before one are good. */
const before = (part: TestPart): Tried =>
  Object.fromEntries(
    TEST_PARTS.slice(0, TEST_PARTS.indexOf(part)).map((each) => [each, { result: 'good' as const }]),
  );

const at = async (part: TestPart): Promise<TestPage> => {
  const page = await openPage(morning(before(part)));
  keeping(page, before(part));
  await page.tap('try');
  return page;
};

describe('parts that need a hand', () => {
  it('go from one to the next', async () => {
    const page = await at('touch');
    expect(page.phase).toBe('touch');
    await page.tap(...Array.from({ length: 12 }, (_, square) => `square-${square}`));
    expect(page.actions).toEqual([{ type: 'staff-test', part: 'touch', result: 'good', found: null }]);
    expect(page.phase).toBe('number-pad');
  });

  it('are good when the pad gave what was asked for, and bad when it gave something else', async () => {
    const page = await at('number-pad');
    await page.tapDigits('1234567890');
    await page.tap('submit');
    expect(page.phase).toBe('letter-pad');
    await page.tap('key-A', 'key-A', 'submit');
    expect(page.actions).toEqual([
      { type: 'staff-test', part: 'number-pad', result: 'good', found: null },
      { type: 'staff-test', part: 'letter-pad', result: 'bad', found: 'other-keys' },
    ]);
  });

  it('are left out, or put off', async () => {
    const page = await at('scanner');
    await page.tap('skip');
    expect(page.actions).toEqual([{ type: 'staff-test', part: 'scanner', result: 'skipped', found: null }]);
    expect(page.phase).toBe('printer');
    await page.tap('cancel');
    expect(page.phase).toBe('list');
  });

  it('are what a person has seen: a page, a sound', async () => {
    const page = await at('printer');
    await page.tap('print', 'bad');
    await page.tap('good');
    expect(page.actions).toEqual([
      { type: 'staff-try', part: 'printer' },
      { type: 'staff-test', part: 'printer', result: 'bad', found: 'not-perceived' },
      { type: 'staff-test', part: 'sound', result: 'good', found: null },
    ]);
    expect(page.phase).toBe('list');
  });
});

describe('parts of the machine', () => {
  it('run one after the other, messages that are for nobody among them', async () => {
    const page = await at('head-office');
    await expect.poll(() => page.actions).toEqual(MACHINE_PARTS.map((part) => ({ type: 'staff-try', part })));
  });

  it('say in words what was found, and what is to be done', async () => {
    const page = await openPage(
      morning({
        ...before('head-office'),
        clock: { result: 'bad', found: 'clock-off', value: 75 },
        email: { result: 'skipped', found: 'no-address' },
        sms: { result: 'bad', found: 'newer-word' },
      }),
    );
    for (const words of [m.staff_found_clock_off(), m.staff_found_no_address(), 'newer word'])
      expect(page.text).toContain(words);
    expect(page.text).not.toContain('clock-off');
  });
});

describe('the end of the test', () => {
  const all = Object.fromEntries(TEST_PARTS.map((part) => [part, { result: 'good' as const }]));

  it.each([
    ['kept', m.staff_test_kept],
    ['sent', m.staff_test_sent],
  ] as const)('says that its result was %s', async (result, words) => {
    const page = await openPage(morning(all, { result }));
    expect(page.text).toContain(words());
    expect(page.has('try')).toBe(false);
    expect(page.has('exit'), 'restart and exit are for IT alone').toBe(false);
  });

  it('restarts and ends the application for who may', async () => {
    const page = await openPage(morning(all, { canRestart: true }));
    await page.tap('restart', 'exit');
    expect(page.actions).toEqual([
      { type: 'staff-machine', to: 'restart' },
      { type: 'staff-machine', to: 'exit' },
    ]);
  });
});
