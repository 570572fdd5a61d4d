import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importCommand } from '../../../../src-hub/people/members/import-command.ts';
import { openHubRig } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const HEADER = 'N° adhérent;Nom;Prénom;Date de naissance;Code postal;Courriel;Téléphone';
const row = (number: string, name = 'Exemple'): string =>
  `${number};${name};Zoé;07/03/1941;44000;zoe@exemple.invalid;06 39 98 00 01`;
const rows = ['100001', '100002', '100003'].map((number) => row(number));

async function imported(content: string | Buffer, ...args: string[]) {
  const rig = await openHubRig();
  const file = path.join(temporaryFolder(), 'members.csv');
  fs.writeFileSync(file, content);
  const said: string[] = [];
  const code = await importCommand.run([file, ...args], rig.deps, (line) => said.push(line));
  const found = await rig.deps.database.db.selectFrom('member').select('number').orderBy('number').execute();
  return { code, said: said.join('\n'), numbers: found.map(({ number }) => number) };
}

describe('a file that is odd as a whole', () => {
  it.each<[string, string]>([
    ['several exports in one: the header comes again', [HEADER, ...rows, HEADER, row('100004')].join('\n')],
    [
      'the header again in quotes',
      [HEADER, ...rows, `"${HEADER.replaceAll(';', '";"')}"`, row('100004')].join('\n'),
    ],
    [
      'each row ends with a separator, the header does not',
      [HEADER, ...[...rows, row('100004')].map((text) => `${text};`)].join('\n'),
    ],
    [
      'each row ends with two of them',
      [HEADER, ...[...rows, row('100004')].map((text) => `${text};;`)].join('\n'),
    ],
    [
      'the header and each row end with separators',
      [HEADER, ...rows, row('100004')].map((text) => `${text};;`).join('\n'),
    ],
    [
      'the sign of DOS for the end, on a line of its own',
      [HEADER, ...rows, row('100004'), '\u001a'].join('\r\n'),
    ],
    [
      'the sign of DOS for the end, behind the last row',
      `${[HEADER, ...rows, row('100004')].join('\r\n')}\u001a`,
    ],
    ['two byte-order marks', `\ufeff\ufeff${[HEADER, ...rows, row('100004')].join('\n')}`],
  ])('%s: taken, and nothing is set aside', async (_what, content) => {
    const { code, numbers, said } = await imported(content, '--full');
    expect({ code, said }).toMatchObject({ code: 0 });
    expect(numbers).toEqual(['100001', '100002', '100003', '100004']);
  });

  it('a zero byte in one row costs that row', async () => {
    const { code, numbers, said } = await imported([HEADER, ...rows, row('100004', 'Ex\0emple')].join('\n'));
    expect(code).toBe(3);
    expect(said).toContain('line 5: familyName: a control character');
    expect(numbers).toEqual(['100001', '100002', '100003']);
  });

  it('one longer row is still a row with a separator within a text', async () => {
    const { code, numbers } = await imported([HEADER, ...rows, `${row('100004')};`].join('\n'));
    expect(code).toBe(3);
    expect(numbers).toEqual(['100001', '100002', '100003']);
  });

  it('two longer rows alone are not enough to tell how a file ends its rows', async () => {
    const { code, numbers } = await imported([HEADER, `${row('100001')};`, `${row('100002')};`].join('\n'));
    expect({ code, numbers }).toEqual({ code: 1, numbers: [] });
  });

  it.each<[string, Buffer, string]>([
    ['bzip2', Buffer.from('425a6839314159265359', 'hex'), 'a bzip2 archive: unpack it first'],
    ['zstd', Buffer.from('28b52ffd2400', 'hex'), 'a zstd archive: unpack it first'],
    ['UTF-32', Buffer.from('fffe00004e000000', 'hex'), 'text in UTF-32: save it as UTF-8'],
    ['UTF-32, the other order', Buffer.from('0000feff0000004e', 'hex'), 'text in UTF-32: save it as UTF-8'],
    ['zeros alone', Buffer.alloc(100), 'a binary file'],
  ])('%s is refused by name', async (_what, content, words) => {
    const { code, said, numbers } = await imported(content);
    expect({ code, said, numbers }).toEqual({ code: 1, said: `this is ${words}`, numbers: [] });
  });
});
