import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src-main/files/make-folder.ts';
import { storageFault } from '../../../src-main/database/storage-fault.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('makeFolder', () => {
  it.each([
    'data',
    'a/b/c',
    'dossier à accents é/données d’été',
    'with spaces/and  more',
    '数据/💾',
    'e\u0301te\u0301',
  ])('makes %s and what is around it, for its owner alone', (name) => {
    const folder = path.join(temporaryFolder(), name);
    expect(makeFolder(folder)).toHaveLength(name.split('/').length);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(makeFolder(folder)).toEqual([]);
  });

  it('says why it cannot, and leaves nothing behind', () => {
    const place = temporaryFolder();
    writeFileSync(path.join(place, 'file'), '');
    symlinkSync(path.join(place, 'gone'), path.join(place, 'dangling'));
    symlinkSync('around', path.join(place, 'around'));
    for (const name of ['file/data', 'file/a/b', 'dangling/data', 'around/data', `a/b/${'x'.repeat(300)}`]) {
      const before = readdirSync(place);
      const make = (): unknown => makeFolder(path.join(place, name));
      expect(make, name).toThrow(/^E[A-Z]+: /u);
      expect(readdirSync(place)).toEqual(before);
      try {
        make();
      } catch (error) {
        expect(storageFault(error, place), name).toMatchObject({ kind: 'unwritable' });
      }
    }
  });

  it.skipIf(!existsSync('/proc/self'))('ends where a parent takes no folder', () => {
    for (const folder of ['/proc/borne', '/proc/borne/data/logs', '/proc/self/borne/data'])
      expect(() => makeFolder(folder)).toThrow(/ENOENT|EACCES|EPERM/u);
  });

  it('is content with a folder that is a link', () => {
    const place = temporaryFolder();
    mkdirSync(path.join(place, 'real'));
    symlinkSync(path.join(place, 'real'), path.join(place, 'link'));
    expect(makeFolder(path.join(place, 'link', 'data'))).toHaveLength(1);
  });
});
