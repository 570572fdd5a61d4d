import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { withdrawBatch } from '../../../../src-hub/letters/batches/letter-batches.ts';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { migratedPglite } from '../../../support/hub/databases/recycled-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { Killed } from './interrupted.ts';
import { batchFolders, LetterFixture, NOW } from '../../../support/hub/letters/letter-fixture.ts';

const database = await migratedPglite();
afterAll(() => database.close());
const fixture = new LetterFixture(database);
beforeEach(async () => {
  await fixture.clear();
  fixture.clock.now = NOW;
});

describe('a batch that is nowhere', () => {
  it('is named at each run until staff say what became of it', async () => {
    await fixture.waiting(2);
    const into = temporaryFolder();
    const rename = () => Promise.reject(new Killed());
    await expect(fixture.export(into, { ...privateFiles, rename })).rejects.toThrow(Killed);
    const [part = ''] = readdirSync(into);
    await privateFiles.remove(path.join(into, part));
    const id = part.slice(-41, -5);
    for (let run = 0; run < 2; run++) {
      const { said, code } = await fixture.command('export', into);
      expect(code).toBe(1);
      expect(said).toContain(`letters lost ${id}`);
      expect(batchFolders(into)).toEqual([]);
    }
    expect((await fixture.command('sent', id)).code).toBe(0);
    expect((await fixture.command('export', into)).code).toBe(0);
  });

  it('and lost gives back only what can still be used', async () => {
    await fixture.waiting(3);
    const into = temporaryFolder();
    await fixture.export(into);
    const made = await fixture.letters();
    const [spent, voided, live] = made;
    await database.db
      .updateTable('letter')
      .set({ spent_at: NOW })
      .where('id', '=', spent?.id ?? '')
      .execute();
    await database.db
      .updateTable('letter')
      .set({ voided_at: NOW })
      .where('id', '=', voided?.id ?? '')
      .execute();
    const id = live?.batch ?? '';
    expect((await fixture.command('lost', id)).said).toContain('waiting 1');
    expect((await fixture.command('lost', id)).code).toBe(1);
    expect((await fixture.command('export', into)).said).toContain('batches 1, letters 1');
    const again = (await fixture.letters()).find((letter) => letter.id === live?.id);
    expect(again?.batch).not.toBe(id);
    expect(again?.code_mac).not.toEqual(live?.code_mac);
  });

  it('and whose codes have expired is not posted weeks later', async () => {
    await fixture.waiting(1);
    await fixture.export(temporaryFolder());
    const [letter] = await fixture.letters();
    const late = new Date(NOW.getTime() + 22 * 86_400_000);
    expect(await withdrawBatch(database, letter?.batch ?? '', late)).toBe(0);
  });
});
