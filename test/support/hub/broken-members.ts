import fs from 'node:fs';
import { benchMember } from '../../../bench/import-file.ts';
import type { NoteKind } from '../../../src-hub/people/imports/findings.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';

/** Header of the files of {@link writeMembers}. */
const HEADER = 'Numéro;Nom;Prénom;Date de naissance;Code postal;Courriel;Téléphone';

/** One row in so many is broken. */
export const BROKEN_EVERY = 50;

/** Place of a broken row among {@link BROKEN_EVERY}: these members have an e-mail address. */
const BROKEN_AT = 7;

/** What head office has of a member, as far as a broken row can change it. */
export type Known = Pick<Member, 'familyName' | 'birthDate' | 'postalCode' | 'email' | 'phone'>;

/** One way in which a row is broken. */
export interface BrokenWay {
  readonly name: string;
  /** `unkeyed`: refused, and the row does not say whose it is. */
  readonly becomes: 'loaded' | 'refused' | 'unkeyed';
  /** What is said of the field of a loaded row. */
  readonly note: NoteKind | null;
  /** What the row changes, when it is loaded. */
  readonly change: Partial<Known>;
  readonly text: (cells: Cells) => string;
}

interface Cells {
  number: string;
  family: string;
  given: string;
  birth: string;
  code: string;
  email: string;
  phone: string;
}

const loaded = (
  name: string,
  given: Partial<Cells>,
  note: NoteKind | null,
  change: Partial<Known> = {},
): BrokenWay => ({
  ...{ name, becomes: 'loaded', note, change },
  text: (cells) => lineOf({ ...cells, ...given }),
});

const refused = (
  name: string,
  text: (cells: Cells) => string,
  becomes: 'refused' | 'unkeyed' = 'refused',
): BrokenWay => ({
  ...{ name, becomes, note: null, change: {}, text },
});

const PHONE = '+33639980001';
const EMAIL = 'zoe@exemple.invalid';

/** Thirty ways in which rows of members are broken. */
export const BROKEN_WAYS: readonly BrokenWay[] = [
  loaded('an e-mail address that says nothing', { email: 'NEANT' }, 'emptied', { email: null }),
  loaded('a dash for an e-mail address', { email: '-' }, 'emptied', { email: null }),
  loaded('an accent before the @', { email: 'zoé@exemple.invalid' }, 'emptied', { email: null }),
  loaded('a curved apostrophe', { email: 'd’ici@exemple.invalid' }, 'emptied', { email: null }),
  loaded('a comma for a dot', { email: 'zoe@exemple,invalid' }, 'emptied', { email: null }),
  loaded('two e-mail addresses', { email: `${EMAIL} / b@exemple.invalid` }, 'first', { email: EMAIL }),
  loaded('a control character', { email: 'zoe\u0007@exemple.invalid' }, 'emptied', { email: null }),
  loaded('two phones', { phone: '06 39 98 00 01 / 02 40 00 00 00' }, 'first', { phone: PHONE }),
  loaded('a remark beside a phone', { phone: '06 39 98 00 01 (fille)' }, 'first', { phone: PHONE }),
  loaded('a phone that nobody has', { phone: '07 00 12 34 56' }, 'emptied', { phone: null }),
  loaded('NULL for a phone', { phone: 'NULL' }, 'emptied', { phone: null }),
  loaded('a phone of 300 letters', { phone: 'x'.repeat(300) }, 'emptied', { phone: null }),
  loaded('a day of birth that was none', { birth: '31/02/1941' }, 'kept'),
  loaded('a birth to come', { birth: '01/01/2199' }, 'kept'),
  loaded('a birth date in parts', { birth: '00/05/1941' }, null, { birthDate: '1941-05-00' }),
  loaded('a postal code that nobody has', { code: '99999' }, 'kept'),
  loaded('a postal code without its zero', { code: '1000' }, 'kept'),
  loaded('a line break in quotes', { family: '"Ligne\nbrisée"' }, null, { familyName: 'Ligne brisée' }),
  refused('a dot for a name', (cells) => lineOf({ ...cells, family: '.' })),
  refused('NULL for a name', (cells) => lineOf({ ...cells, family: 'NULL' })),
  refused('an invisible character', (cells) => lineOf({ ...cells, family: 'Exem\u200bple' })),
  refused('no given name', (cells) => lineOf({ ...cells, given: '' })),
  refused('a name of 101 letters', (cells) => lineOf({ ...cells, given: 'x'.repeat(101) })),
  refused('a cell too many', (cells) => `${lineOf(cells)};x`),
  refused('a cell too few', (cells) => lineOf(cells).replace(/;[^;]*$/u, '')),
  refused('a stray quote', (cells) => lineOf({ ...cells, family: 'Exem"ple' })),
  refused('an open quote', (cells) => lineOf({ ...cells, family: '"Exemple' })),
  refused('a line that is too long', (cells) => lineOf({ ...cells, email: 'x'.repeat(70_000) })),
  refused('a number with a decimal', (cells) => lineOf({ ...cells, number: '123456.0' }), 'unkeyed'),
  refused('a rounded number', (cells) => lineOf({ ...cells, number: '1,23457E+06' }), 'unkeyed'),
];

/** Whether the row of a member is broken. */
function isBroken(index: number): boolean {
  return index % BROKEN_EVERY === BROKEN_AT;
}

/**
 * Writes a CSV file of members, without those of `absent`.
 * @param ways of the broken rows, in turn; empty: all rows are in order
 */
export function writeMembers(
  file: string,
  count: number,
  ways: readonly BrokenWay[],
  absent: (index: number) => boolean = () => false,
): void {
  const handle = fs.openSync(file, 'w');
  fs.writeSync(handle, `${HEADER}\n`);
  let lines: string[] = [];
  for (let index = 0; index < count; index += 1) {
    if (absent(index)) continue;
    const cells = cellsOf(index);
    lines.push(wayAt(index, ways)?.text(cells) ?? lineOf(cells));
    if (lines.length === 1000 || index === count - 1) {
      fs.writeSync(handle, `${lines.join('\n')}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) fs.writeSync(handle, `${lines.join('\n')}\n`);
  fs.closeSync(handle);
}

/** What must become of a file of {@link writeMembers}, once all members are known. */
export interface Expected {
  readonly refused: number;
  readonly unkeyed: number;
  readonly changed: number;
  readonly fields: Readonly<Record<NoteKind, number>>;
  /** By number. */
  readonly members: ReadonlyMap<string, Known>;
}

/** Works it out from the list of ways alone. */
export function expectedOf(count: number, ways: readonly BrokenWay[]): Expected {
  const fields = { emptied: 0, first: 0, kept: 0, doubtful: 0 };
  const members = new Map<string, Known>();
  let [refusedRows, unkeyed, changed] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const { number, familyName, birthDate, postalCode, email, phone } = benchMember(index);
    const before: Known = { familyName, birthDate, postalCode, email, phone };
    const way = wayAt(index, ways);
    const after = way?.becomes === 'loaded' ? { ...before, ...way.change } : before;
    if (way !== undefined && way.becomes !== 'loaded') refusedRows += 1;
    if (way?.becomes === 'unkeyed') unkeyed += 1;
    if (way?.note) fields[way.note] += 1;
    if (JSON.stringify(after) !== JSON.stringify(before)) changed += 1;
    members.set(number, after);
  }
  return { refused: refusedRows, unkeyed, changed, fields, members };
}

function wayAt(index: number, ways: readonly BrokenWay[]): BrokenWay | undefined {
  return isBroken(index) && ways.length > 0
    ? ways[Math.floor(index / BROKEN_EVERY) % ways.length]
    : undefined;
}

function cellsOf(index: number): Cells {
  const { number, familyName, givenName, birthDate, postalCode, email, phone } = benchMember(index);
  return {
    ...{ number, family: familyName, given: givenName, birth: birthDate },
    ...{ code: postalCode ?? '', email: email ?? '', phone: phone ?? '' },
  };
}

function lineOf({ number, family, given, birth, code, email, phone }: Cells): string {
  return [number, family, given, birth, code, email, phone].join(';');
}
