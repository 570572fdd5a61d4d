import fc from 'fast-check';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import { loadMembers } from '../../../src-main/members/load-members.ts';
import type { LoadReport } from '../../../src-main/members/load-report.ts';
import { Replica } from '../../../src-main/members/replica.ts';
import { testVault } from '../../support/kiosk/open-journal-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { MemoryLog, NOON } from '../database/support.ts';
import { rejectedIn, sourceFile, writeSource } from './support.ts';

const vault = testVault();
const line = (index: number): string => JSON.stringify(benchMember(index));

function load(folder: string): LoadReport {
  return loadMembers({ folder, vault, file: sourceFile(folder), at: NOON, onProgress: () => undefined });
}

function withReplica<T>(folder: string, use: (replica: Replica) => T): T {
  const replica = Replica.open({
    folder,
    vault,
    clock: { now: () => NOON },
    log: new MemoryLog(),
    onSetAside: () => undefined,
  });
  try {
    return use(replica);
  } finally {
    replica.close();
  }
}

/** Longer than the random part of a folder's name, which the report tells. */
const PRIVATE = 'ZQXJ-Kerzhéro';

const BAD_LINES = {
  'not-json': ['{', PRIVATE, '{"number":"0012345'],
  invalid: ['{}', '7', `{"number":"${PRIVATE}"}`, JSON.stringify({ ...benchMember(1), [PRIVATE]: PRIVATE })],
  'not-utf8': [Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  'too-long': [`"${PRIVATE.repeat(20_000)}"`],
} as const;

describe('loadMembers', () => {
  it('loads each good line and reports each bad one, whatever the mix', () => {
    const badLine = fc
      .constantFrom(...Object.entries(BAD_LINES))
      .chain(([reason, texts]) =>
        fc.constantFrom(...texts).map((text) => ({ reason, bytes: Buffer.from(text) })),
      );
    const anyLine = fc.oneof(
      { weight: 4, arbitrary: fc.constant('good' as const) },
      { weight: 2, arbitrary: badLine },
      { weight: 1, arbitrary: fc.constant('blank' as const) },
    );
    const end = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 60 }),
        end,
        fc.boolean(),
        fc.boolean(),
        (mix, lineEnd, mark, lastEnd) => {
          const folder = fs.mkdtempSync(path.join(temporaryFolder(), 'mix-'));
          const content = mix.map((kind, at) =>
            kind === 'good' ? Buffer.from(line(at)) : kind === 'blank' ? Buffer.alloc(0) : kind.bytes,
          );
          const parts = content.flatMap((bytes, at) => (at === 0 ? [bytes] : [Buffer.from(lineEnd), bytes]));
          const all = [
            mark ? Buffer.from('\ufeff') : Buffer.alloc(0),
            ...parts,
            Buffer.from(lastEnd ? lineEnd : ''),
          ];
          fs.writeFileSync(sourceFile(folder), Buffer.concat(all));

          const good = mix.flatMap((kind, at) => (kind === 'good' ? [at] : []));
          const bad = mix.flatMap((kind, at) =>
            typeof kind === 'string' ? [] : [{ line: at + 1, reason: kind.reason }],
          );
          const report = load(folder);

          const listed = rejectedIn(folder).lines.map(({ line: number, reason }) => ({
            line: number,
            reason,
          }));
          expect(listed).toEqual(bad);
          expect(fs.readFileSync(path.join(folder, 'members-rejected.json'), 'utf8')).not.toContain(PRIVATE);
          if (good.length === 0) {
            expect(report).toEqual({ kind: 'failed', fault: 'nothing-readable', rejected: bad.length });
            return;
          }
          expect(report).toMatchObject({ kind: 'loaded', rows: good.length, rejected: bad.length });
          withReplica(folder, (replica) => {
            for (const at of good) expect(replica.find(benchMember(at).number)).toEqual(benchMember(at));
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the later of two lines with one number, and reports the earlier', () => {
    const folder = temporaryFolder();
    const newer = { ...benchMember(3), email: 'plus.recent@exemple.invalid' };
    const newest = { ...benchMember(3), email: null };
    writeSource(folder, [benchMember(3), benchMember(4), newer, '{', newest, benchMember(5)]);
    expect(load(folder)).toMatchObject({ kind: 'loaded', rows: 3, rejected: 3 });
    expect(rejectedIn(folder).lines).toEqual([
      { line: 1, reason: 'duplicate' },
      { line: 3, reason: 'duplicate' },
      { line: 4, reason: 'not-json' },
    ]);
    withReplica(folder, (replica) => {
      expect(replica.find(newest.number)).toEqual(newest);
      expect(replica.find(benchMember(5).number)).toEqual(benchMember(5));
      expect(replica.source()).toMatchObject({ rows: 3, rejected: 3, loadedAt: NOON });
    });
  });

  it('finds members only by their whole number, leading zeros and all', () => {
    const folder = temporaryFolder();
    writeSource(folder, [{ ...benchMember(1), number: '00123456' }]);
    load(folder);
    withReplica(folder, (replica) => {
      expect(replica.find('00123456')).toMatchObject({ number: '00123456' });
      for (const number of ['0123456', '123456', '001234560', '']) expect(replica.find(number)).toBeNull();
    });
  });

  it('writes no personal datum in clear', () => {
    const folder = temporaryFolder();
    const members = Array.from({ length: 50 }, (_, index) => benchMember(index));
    writeSource(folder, members);
    load(folder);
    const content = fs.readFileSync(path.join(folder, 'members-1.db'), 'latin1');
    for (const { number, email, phone } of members) {
      for (const secret of [number, email, phone]) if (secret !== null) expect(content).not.toContain(secret);
    }
    expect(content).not.toContain('Exemple');
  });

  it.each([
    ['source-missing', () => undefined],
    ['source-unreadable', (file: string) => fs.mkdirSync(file)],
    ['nothing-readable', (file: string) => fs.writeFileSync(file, '')],
    ['nothing-readable', (file: string) => fs.writeFileSync(file, Buffer.from(line(1), 'utf16le'))],
  ] as const)('keeps what there is when the file is of no use: %s', (fault, spoil) => {
    const folder = temporaryFolder();
    writeSource(folder, [benchMember(1)]);
    load(folder);
    fs.rmSync(sourceFile(folder));
    spoil(sourceFile(folder));
    expect(load(folder)).toMatchObject({ kind: 'failed', fault });
    withReplica(folder, (replica) => expect(replica.find(benchMember(1).number)).toEqual(benchMember(1)));
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.db'))).toEqual(['members-1.db']);
  });
});
