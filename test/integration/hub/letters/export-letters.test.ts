import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { exportLetters } from '../../../../src-hub/letters/batches/export-letters.ts';
import {
  dropBatch,
  markHandedOver,
  takeLetters,
} from '../../../../src-hub/letters/batches/letter-batches.ts';
import { letterCodeMac } from '../../../../src-hub/letters/codes/letter-code.ts';
import { privateFiles } from '../../../../src-hub/basics/private-files.ts';
import { withLetterLock } from '../../../../src-hub/letters/batches/letter-lock.ts';
import { RIG_KEYS } from '../../../support/hub/hub-rig.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { interrupted, Killed } from './interrupted.ts';
import { batchFolders, LetterFixture, manifestOf, NOW } from '../../../support/hub/letters/letter-fixture.ts';
import { printedCode, textOf } from './read-pdf.ts';
import { itWith } from '../../../support/peers.ts';

const database = await migratedDatabase();
afterAll(() => database.close());
const fixture = new LetterFixture(database);
beforeEach(async () => {
  await fixture.clear();
  fixture.clock.now = NOW;
});

describe('a letter at which the program fails', () => {
  const spoilAddress = (number: string): Promise<unknown> =>
    database.transaction(({ query }) =>
      query('UPDATE member_address SET lines = ARRAY[NULL]::text[] WHERE number = $1', [number]),
    );
  /** Drawing fails at a text of the first member alone. */
  const spoilDrawing = (): Promise<void> => {
    const draw: unknown = Reflect.get(PDFDocument.prototype, 'text');
    if (typeof draw !== 'function') throw new Error('no text');
    const text = vi.spyOn(PDFDocument.prototype, 'text').mockImplementation(function (this: object, ...args) {
      if (String(args[0]).endsWith('EXEMPLE A')) throw new TypeError('cannot be drawn');
      return Reflect.apply(draw, this, args) as PDFKit.PDFDocument;
    });
    onTestFinished(() => text.mockRestore());
    return Promise.resolve();
  };

  it.each([
    ['its address', spoilAddress],
    ['its drawing', spoilDrawing],
  ])('is left out and told, and the batch goes on: %s', async (_, spoil) => {
    const [bad = '', ...good] = (await fixture.waiting(3)).values();
    await spoil(bad);
    const into = temporaryFolder();
    const report = await fixture.export(into);
    expect(report).toMatchObject({
      ...{ fault: null, discarded: 0, missing: [] },
      aside: [{ number: bad, reason: 'fault' }],
    });
    const [folder = ''] = batchFolders(into);
    expect(report.batches).toEqual([{ folder, letters: good.length }]);
    expect(manifestOf(folder)).toHaveLength(good.length);
    expect(readdirSync(into).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(readFileSync(path.join(into, 'without-address.csv'), 'utf8')).toContain(`${bad};fault`);
    expect((await fixture.letters()).map(({ batch }) => batch !== null)).toEqual([false, true, true]);
    // Mended, it goes out.
    vi.restoreAllMocks();
    const lines = ['3 rue de l’Exemple'];
    await database.db.updateTable('member_address').set({ lines }).where('number', '=', bad).execute();
    expect(await fixture.export(into)).toMatchObject({ batches: [{ letters: 1 }], aside: [] });
  });
});

describe('an export', () => {
  it('hands over each waiting letter with a code of its own, of which only the keyed hash is kept', async () => {
    const numbers = await fixture.waiting(3);
    const into = temporaryFolder();
    const report = await fixture.export(into);
    const [folder = ''] = batchFolders(into);
    expect(report.batches).toEqual([{ folder, letters: 3 }]);
    expect(path.basename(folder)).toMatch(/^batch-2026-11-23-[0-9a-f-]{36}$/u);
    const rows = manifestOf(folder);
    expect(rows.map((row) => row.line1)).toEqual([...numbers.keys()]);
    const made = await fixture.letters();
    for (const row of rows) {
      const pdf = readFileSync(path.join(folder, row.file));
      expect(row).toMatchObject({
        pages: '1',
        line2: "3 RUE DE L'EXEMPLE",
        line3: '44000 NANTES',
        line4: '',
      });
      expect(row.sha256).toBe(createHash('sha256').update(pdf).digest('hex'));
    }
    expect(readdirSync(folder).sort()).toEqual([...rows.map((row) => row.file), 'manifest.csv']);
    const batch = path.basename(folder).slice(-36);
    for (const letter of made) {
      expect(letter.batch).toBe(batch);
      expect(letter.code_mac).toHaveLength(36);
      expect(letter.expires_at?.toISOString()).toBe('2026-12-13T23:00:00.000Z');
    }
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(path.join(folder, 'manifest.csv')).mode & 0o777).toBe(0o600);
    }
  });

  itWith('poppler')('no code stands in the database, the manifest or a file name', async () => {
    const numbers = await fixture.waiting(2);
    const into = temporaryFolder();
    await fixture.export(into);
    const [folder = ''] = batchFolders(into);
    const tables = await database.db.introspection.getTables();
    let everything = readFileSync(path.join(folder, 'manifest.csv'), 'utf8') + readdirSync(folder).join();
    for (const { name } of tables) {
      const rows = await database.transaction((connection) =>
        connection.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`),
      );
      everything += rows.map(({ text }) => text).join('\n');
    }
    expect(everything).toContain('Odette');
    const made = await fixture.letters();
    for (const row of manifestOf(folder)) {
      const number = numbers.get(row.line1) ?? '';
      const pdf = path.join(folder, row.file);
      const code = printedCode(pdf);
      expect(everything).not.toContain(code);
      expect(everything).not.toContain(Buffer.from(code).toString('hex'));
      expect(textOf(pdf)).not.toContain(number);
      expect(made.find((letter) => letter.number === number)?.code_mac).toEqual(
        letterCodeMac(RIG_KEYS, number, code),
      );
    }
  });

  it('run again makes nothing twice', async () => {
    await fixture.waiting(2);
    const into = temporaryFolder();
    await fixture.export(into);
    const before = await fixture.letters();
    expect(await fixture.export(into)).toMatchObject({
      batches: [],
      discarded: 0,
      finished: [],
      missing: [],
    });
    expect(await fixture.letters()).toEqual(before);
    expect(batchFolders(into)).toHaveLength(1);
  });

  it('leaves alone what is voided, spent, or of a closed member', async () => {
    const closed = await fixture.member({ closed: true });
    const member = await fixture.member();
    await fixture.letter(closed);
    const voided = await fixture.letter(member);
    await database.db.updateTable('letter').set({ voided_at: NOW }).where('id', '=', voided).execute();
    const into = temporaryFolder();
    expect((await fixture.export(into)).batches).toEqual([]);
    expect(readdirSync(into)).toEqual([]);
  });

  it('makes as many batches as are needed, each letter once', async () => {
    await fixture.waiting(5);
    const into = temporaryFolder();
    const report = await fixture.export(into, privateFiles, 2);
    expect(report.batches.map(({ letters: count }) => count)).toEqual([2, 2, 1]);
    const names = batchFolders(into)
      .flatMap(manifestOf)
      .map((row) => row.line1);
    expect(new Set(names).size).toBe(5);
    expect(names).toHaveLength(5);
  });

  it('sets aside who cannot be reached by post, without holding up the others', async () => {
    const without = await fixture.member({ lines: null });
    const emoji = await fixture.member({ familyName: '🎉', givenName: '🎉' });
    await fixture.letter(without);
    await fixture.letter(emoji);
    await fixture.waiting(1);
    const into = temporaryFolder();
    const report = await fixture.export(into, privateFiles, 1);
    expect(report.batches.map(({ letters: count }) => count)).toEqual([1]);
    expect(readFileSync(path.join(into, 'without-address.csv'), 'utf8')).toBe(
      `number;reason;requested_on;receipt\r\n${without};no-address;2026-11-23;\r\n${emoji};name;2026-11-23;\r\n`,
    );
    const { said, code } = await fixture.command('export', into);
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      'Set aside: letters without a usable address, see without-address.csv.',
      'batches 0, letters 0, finished 0, thrown away 0, missing 0, set aside 2, too late 0',
    ]);
    expect(said).not.toContain(without);
    // Mended by staff: the letter goes, the list too.
    await database.db.deleteFrom('letter').where('number', '=', emoji).execute();
    await database.db
      .insertInto('member_address')
      .values({ number: without, lines: ['4 rue de l’Exemple'], postal_code: '44000', town: 'Nantes' })
      .execute();
    expect((await fixture.command('export', into)).said).toContain('batches 1, letters 1');
    expect(existsSync(path.join(into, 'without-address.csv'))).toBe(false);
  });
});

describe('two exports at once', () => {
  it('the second says so and does nothing', async () => {
    await fixture.waiting(2);
    const into = temporaryFolder();
    const second: { code: number; said: string }[] = [];
    await withLetterLock(database, async () => {
      second.push(await fixture.command('export', into));
    });
    expect(second.map(({ code }) => code)).toEqual([1]);
    expect(second[0]?.said).toContain('Another export is running');
    expect(readdirSync(into)).toEqual([]);
    expect((await fixture.command('export', into)).code).toBe(0);
  });

  it('started together hand over each letter once', async () => {
    await fixture.waiting(4);
    const into = temporaryFolder();
    const outcomes = await Promise.all([1, 2, 3].map(() => fixture.command('export', into)));
    expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 1, 1]);
    expect(batchFolders(into).flatMap(manifestOf)).toHaveLength(4);
  });
});

describe('a folder that cannot be used', () => {
  it.each([
    ['ENOSPC', 'write', 'is full'],
    ['EACCES', 'makeFolder', 'is not writable'],
    ['EROFS', 'settle', 'read-only'],
  ] as const)('%s in %s: a plain sentence, and nothing is marked', async (code, operation, words) => {
    await fixture.waiting(2);
    const into = temporaryFolder();
    let calls = 0;
    const broken = () => {
      calls += 1;
      return Promise.reject(Object.assign(new Error(code), { code }));
    };
    const report = await fixture.export(into, { ...privateFiles, [operation]: broken });
    expect(calls).toBe(1);
    expect(report.batches).toEqual([]);
    expect(report.fault).toContain(words);
    expect(readdirSync(into)).toEqual([]);
    for (const letter of await fixture.letters())
      expect(letter).toMatchObject({ batch: null, code_mac: null });
    expect(await fixture.batches()).toEqual([]);
    expect((await fixture.export(into)).batches).toHaveLength(1);
  });

  it('missing, or a file: said, with exit code 1', async () => {
    await fixture.waiting(1);
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const none = await fixture.command('export', path.join(folder, 'none'));
    expect(none.code).toBe(1);
    expect(none.said).toContain('does not exist');
    expect(await fixture.command('export', path.join(folder, 'file'))).toMatchObject({ code: 1 });
    expect((await fixture.letters()).map((letter) => letter.batch)).toEqual([null]);
  });

  it('wrong arguments end with exit code 2', async () => {
    expect((await fixture.command('export')).code).toBe(2);
    expect((await fixture.command('print', 'x')).code).toBe(2);
    expect((await fixture.command('lost', 'not-a-batch')).code).toBe(2);
  });
});

describe('killed', () => {
  itWith('poppler')(
    'at any step and run again: each letter exactly once, and every code that was handed over works',
    async () => {
      const stages = { handedOver: 0, thrownAway: 0, finished: 0, missing: 0 };
      for (let at = 1; ; at++) {
        await fixture.clear();
        const numbers = await fixture.waiting(2);
        const into = temporaryFolder();
        const taken = temporaryFolder();
        // A print provider who takes what it sees, at the worst moment: right after the kill.
        const collect = () => {
          for (const folder of batchFolders(into))
            renameSync(folder, path.join(taken, path.basename(folder)));
        };
        const world = interrupted(database, privateFiles, at);
        const killed = await exportLetters(
          { ...fixture.deps, database: world.database },
          into,
          world.files,
          1,
        ).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Killed) return true;
            throw error;
          },
        );
        collect();
        const report = await fixture.export(into, privateFiles, 1);
        collect();
        expect(readdirSync(into)).toEqual([]);
        const rows = batchFolders(taken).flatMap((folder) =>
          manifestOf(folder).map((row) => ({ ...row, pdf: path.join(folder, row.file) })),
        );
        expect(rows.map((row) => row.line1).sort()).toEqual([...numbers.keys()].sort());
        const made = await fixture.letters();
        for (const row of rows) {
          const number = numbers.get(row.line1) ?? '';
          const letter = made.find((one) => one.number === number);
          expect(row.pdf).toContain(letter?.batch);
          expect(letter?.code_mac).toEqual(letterCodeMac(RIG_KEYS, number, printedCode(row.pdf)));
        }
        const batches = await fixture.batches();
        expect(batches).toHaveLength(2);
        for (const batch of batches) expect(batch.handed_over_at).not.toBeNull();
        stages.handedOver += report.batches.length;
        stages.thrownAway += report.discarded;
        stages.finished += report.finished.length;
        stages.missing += report.missing.length;
        if (!killed) break;
      }
      // Every way to go on has really been gone.
      for (const count of Object.values(stages)) expect(count).toBeGreaterThan(0);
    },
  );

  it('while another folder is named next time: the first is finished where it was', async () => {
    await fixture.waiting(1);
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const rename = () => Promise.reject(new Killed());
    await expect(fixture.export(first, { ...privateFiles, rename })).rejects.toThrow(Killed);
    expect(readdirSync(first)).toEqual([expect.stringMatching(/\.part$/u)]);
    const { said, code } = await fixture.command('export', second);
    expect(code).toBe(0);
    expect(said).toContain('Finished after an interruption');
    expect(batchFolders(first)).toHaveLength(1);
    expect(readdirSync(second)).toEqual([]);
  });

  it('and overtaken by another run, without the lock: nothing is handed over twice', async () => {
    await fixture.waiting(1);
    const into = temporaryFolder();
    const settle = async (folder: string): Promise<void> => {
      if (!folder.endsWith('.part')) return;
      await dropBatch(database, folder.slice(-41, -5));
      const other = await takeLetters(fixture.deps, into, null, 500);
      await markHandedOver(fixture.deps, other.id, NOW);
    };
    await expect(fixture.export(into, { ...privateFiles, settle })).rejects.toThrow(
      'thrown away by another run',
    );
    expect(batchFolders(into)).toEqual([]);
    const batches = await fixture.batches();
    expect(batches).toHaveLength(1);
  });
});
