import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { LetterFixture, NOW } from '../../../support/hub/letters/letter-fixture.ts';
import { DAY } from '../../../../src-shared/time/units.ts';

/** Letters of the fixture are asked for an hour before this, give or take a second. */
const LATE = new Date(NOW.getTime() + 30 * DAY);

const database = await migratedDatabase();
afterAll(() => database.close());
const fixture = new LetterFixture(database);
let into: string;
beforeEach(async () => {
  await fixture.clear();
  fixture.clock.now = NOW;
  into = temporaryFolder();
});

const list = (): string => path.join(into, 'without-address.csv');

const voided = async (): Promise<(Date | null)[]> =>
  (await fixture.letters()).map(({ voided_at: moment }) => moment);

async function waitingWithoutAddress(): Promise<string> {
  const number = await fixture.member({ lines: null });
  await fixture.letter(number);
  return number;
}

async function addAddress(number: string): Promise<void> {
  const address = { number, lines: ['4 rue de l’Exemple'], postal_code: '44000', town: 'Nantes' };
  await database.db.insertInto('member_address').values(address).execute();
}

describe('a letter that waits for an address', () => {
  it.each<[string, number, string, boolean]>([
    ['two hours short of 30 days', -2 * 3_600_000, 'no-address', false],
    ['30 days and an hour', 0, 'too-late', true],
    ['a year', 335 * DAY, 'too-late', true],
  ])('for %s is listed by its reason', async (_what, later, reason, refused) => {
    const number = await waitingWithoutAddress();
    fixture.clock.now = new Date(LATE.getTime() + later);
    const { code, said } = await fixture.command('export', into);
    expect(code).toBe(0);
    expect(said).toContain(refused ? 'set aside 0, too late 1' : 'set aside 1, too late 0');
    expect(said.includes('Too late: '), said).toBe(refused);
    expect(said.includes('Set aside: '), said).toBe(!refused);
    expect(said).not.toContain(number);
    expect(readFileSync(list(), 'utf8')).toContain(`${number};${reason};2026-11-23`);
    expect(await voided()).toEqual([refused ? fixture.clock.now : null]);
  });

  it('and is refused, is not listed again, and not made when an address comes', async () => {
    const number = await waitingWithoutAddress();
    fixture.clock.now = LATE;
    await fixture.export(into);
    await addAddress(number);
    const { batches, aside } = await fixture.export(into);
    expect({ batches, aside }).toEqual({ batches: [], aside: [] });
    expect(existsSync(list())).toBe(false);
    // Another one can be asked for.
    await fixture.letter(number);
    expect((await fixture.export(into)).batches).toMatchObject([{ letters: 1 }]);
  });

  it('is made when the address has come before it was refused, however late', async () => {
    const number = await waitingWithoutAddress();
    await addAddress(number);
    fixture.clock.now = LATE;
    expect((await fixture.export(into)).batches).toMatchObject([{ letters: 1 }]);
    expect(await voided()).toEqual([null]);
  });

  it('is not refused before it stands in the list', async () => {
    const number = await waitingWithoutAddress();
    fixture.clock.now = LATE;
    const full = Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    const broken = { ...privateFiles, write: () => Promise.reject(full) };
    expect(await fixture.export(into, broken)).toMatchObject({ fault: 'is full' });
    expect(await voided()).toEqual([null]);
    await fixture.export(into);
    expect(readFileSync(list(), 'utf8')).toContain(`${number};too-late;`);
    expect(await voided()).toEqual([LATE]);
  });
});
