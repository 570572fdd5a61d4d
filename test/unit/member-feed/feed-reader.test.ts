import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benchMember } from '../../../bench/import-file.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { Vault } from '../../../src-main/database/vault.ts';
import { MEMBER_PURPOSE, memberText, openMember } from '../../../src-main/members/sealed-member.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { FeedReader } from '../../../src-main/member-feed/feed-lines.ts';
import { readFeedRow, type FeedRow } from '../../../src-main/member-feed/feed-rows.ts';

const END = { end: 1000, epoch: '0198c0de-0000-7000-8000-000000000000', mark: '0123456789abcdef', behind: 0 };
const lineOf = (position: number, member: Member): string => {
  const { number, familyName, givenName, birthDate, postalCode, email, phone, language } = member;
  const fields = [number, familyName, givenName, birthDate, postalCode, email, phone, language ?? null];
  return JSON.stringify([position, ...fields]);
};

/** Reads a text in pieces that end at the given bytes. */
function readIn(text: string, cuts: readonly number[]): { rows: FeedRow[]; ended: boolean; fault: unknown } {
  const bytes = Buffer.from(text);
  const reader = new FeedReader(0);
  const rows: FeedRow[] = [];
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    const batch = reader.read(bytes.subarray(from, end));
    rows.push(...batch.rows);
    if (batch.fault) return { rows, ended: reader.ended, fault: batch.fault.message };
    from = end;
  }
  return { rows, ended: reader.ended, fault: null };
}

describe('FeedReader', () => {
  it('gives the same members however the answer is cut into pieces', () => {
    const lines = Array.from({ length: 12 }, (_, index) =>
      index % 4 === 3
        ? JSON.stringify([index + 1, benchMember(index).number])
        : lineOf(index + 1, benchMember(index)),
    );
    const text = [...lines, JSON.stringify(END), ''].join('\n');
    const whole = readIn(text, []);
    expect(whole).toMatchObject({ ended: true, fault: null });
    expect(whole.rows).toHaveLength(12);
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { maxLength: 30 }), (cuts) => {
        expect(readIn(text, cuts)).toEqual(whole);
      }),
    );
  });

  it('never takes the part of a line for a line, wherever the answer breaks off', () => {
    const lines = [lineOf(1, benchMember(1)), lineOf(2, benchMember(2)), JSON.stringify(END)];
    const text = `${lines.join('\n')}\n`;
    for (let length = 0; length < Buffer.byteLength(text); length += 1) {
      const cut = Buffer.from(text).subarray(0, length);
      const { rows, end, fault } = new FeedReader(0).read(cut);
      const whole = cut.toString('latin1').split('\n').length - 1;
      expect([rows.length, end, fault]).toEqual([whole, null, null]);
    }
  });

  it.each([
    ['a position that was there', `${lineOf(1, benchMember(1))}\n${lineOf(1, benchMember(2))}\n`, 1],
    ['a position before', `${lineOf(5, benchMember(1))}\n[4,"00000011"]\n`, 1],
    ['position 0', '[0,"00000011"]\n', 0],
    ['an end before the last position', `[1001,"00000011"]\n${JSON.stringify(END)}\n`, 1],
    ['a line after the end', `${JSON.stringify(END)}\n[1001,"00000011"]\n`, 0],
    ['a blank line', '[1,"00000011"]\n\n[2,"00000012"]\n', 1],
    ['an object that is no end', '{"end":1}\n', 0],
    ['a line that is too long', `[1,"00000011"]\n"${'x'.repeat(70_000)}`, 0],
  ])('reads up to %s', (_name, text, rows) => {
    const read = readIn(text, []);
    expect(read.rows).toHaveLength(rows);
    expect(read.fault).not.toBeNull();
  });

  it('refuses what is not UTF-8', () => {
    const { fault } = new FeedReader(0).read(Buffer.from([0x5b, 0xff, 0x5d, 0x0a]));
    expect(fault?.message).toBe('not UTF-8');
  });
});

describe('readFeedRow', () => {
  const vault = new Vault(Buffer.alloc(32, 7), systemRandom);
  it('gives what a sealed member holds, with spaces between or without', () => {
    const name = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' });
    fc.assert(
      fc.property(
        name,
        name,
        fc.boolean(),
        fc.constantFrom('fr', 'en', undefined),
        (familyName, givenName, spaced, language) => {
          const known: Member = { ...benchMember(3), familyName, givenName };
          const member = language === undefined ? known : { ...known, language };
          const line = lineOf(7, member);
          const read = readFeedRow(spaced ? line.replace('[7,', '[7, ') : line);
          if ('end' in read) throw new Error('not an end');
          expect(read).toMatchObject({ position: 7, number: member.number });
          expect(openMember(vault, vault.seal(MEMBER_PURPOSE, read.text ?? ''))).toEqual(member);
        },
      ),
    );
  });

  const { number } = benchMember(3);

  it.each([
    ['no name', fieldsOf({ 2: '' }), number, 'familyName'],
    ['a name that is no text', fieldsOf({ 3: 7 }), number, 'givenName'],
    ['a day that is none', fieldsOf({ 4: '1990-02-30' }), number, 'birthDate'],
    ['a number that is none', fieldsOf({ 1: '12' }), null, 'number'],
    ['a number as a number', fieldsOf({ 1: 11 }), null, 'number'],
    ['a removal of no number', [7, null], null, 'number'],
    ['one field less', fieldsOf().slice(0, -1), null, 'line'],
  ])('sets a line with %s aside, and names the field', (_name, fields, whose, unreadable) => {
    const row = { position: 7, number: whose, text: null, unreadable };
    expect(readFeedRow(JSON.stringify(fields))).toEqual(row);
  });

  it.each([
    ['an address that is none', fieldsOf({ 6: 'exemple.invalid' }), { email: null }, 'email'],
    ['a telephone that is none', fieldsOf({ 7: '0636998000' }), { phone: null }, 'phone'],
    ['neither', fieldsOf({ 6: 'a', 7: 'b' }), { email: null, phone: null }, 'email'],
    ['a language that is none', fieldsOf({ 8: 'de' }), {}, 'language'],
    ['a language, and no address', fieldsOf({ 6: 'a', 8: 'en' }), { email: null, language: 'en' }, 'email'],
  ])('keeps the member of a line with %s', (_name, fields, change, unreadable) => {
    const read = readFeedRow(JSON.stringify(fields));
    if ('end' in read) throw new Error('not an end');
    expect(read).toMatchObject({ position: 7, number, unreadable });
    const sealed = vault.seal(MEMBER_PURPOSE, read.text ?? '');
    expect(openMember(vault, sealed)).toEqual({ ...benchMember(3), ...change });
  });

  it.each([
    ['a member', [...fieldsOf(), 'FR', benchMember(3).postalCode, null, 'later', { later: true }]],
    ['a removal', [7, number, 'later']],
  ])('does not look at what a newer hub adds to the line of %s', (_name, fields) => {
    const plain = fields.length < 9 ? fields.slice(0, 2) : fields.slice(0, 9);
    expect(readFeedRow(JSON.stringify(fields))).toEqual(readFeedRow(JSON.stringify(plain)));
  });

  it.each([
    ['abroad', '00000', 'LU', 'L-2449', { country: 'LU', postalCode: 'L-2449' }],
    ['abroad without codes', '00000', 'CI', '', { country: 'CI', postalCode: '' }],
    ['at a CEDEX', '44040', 'FR', '44040 CEDEX 1', { postalCode: '44040 CEDEX 1' }],
    ['nowhere known', '00000', 'FR', null, { postalCode: null }],
  ])('reads a member %s, also from an older place', (_name, digits, country, postalCode, change) => {
    const line = [...fieldsOf({ 5: digits }), country, postalCode];
    const read = readFeedRow(JSON.stringify(line));
    if ('end' in read) throw new Error('not an end');
    expect(read).toMatchObject({ position: 7, number, unreadable: null });
    expect(read.text).toBe(JSON.stringify(line.slice(1)));
    const opened = openMember(vault, vault.seal(MEMBER_PURPOSE, read.text ?? ''));
    expect(opened).toEqual({ ...benchMember(3), ...change });
    // Sealed by the kiosk itself, as from a file, it is the same text.
    expect(memberText(opened)).toBe(read.text);
  });

  it.each([
    [
      'with a name of birth',
      [...fieldsOf(), 'FR', benchMember(3).postalCode, 'Modèle'],
      { birthName: 'Modèle' },
    ],
    ['whose birth date is partly known', fieldsOf({ 4: '1941-00-00' }), { birthDate: '1941-00-00' }],
    ['whose birth date is not known', fieldsOf({ 4: '0000-00-00' }), { birthDate: '0000-00-00' }],
  ])('reads a member %s', (_name, line, change) => {
    const read = readFeedRow(JSON.stringify(line));
    if ('end' in read) throw new Error('not an end');
    expect(read).toMatchObject({
      position: 7,
      number,
      unreadable: null,
      text: JSON.stringify(line.slice(1)),
    });
    const opened = openMember(vault, vault.seal(MEMBER_PURPOSE, read.text ?? ''));
    expect(opened).toEqual({ ...benchMember(3), ...change });
    expect(memberText(opened)).toBe(read.text);
  });

  it.each([
    ['country', [...fieldsOf(), 'Luxembourg', '2449']],
    ['birthName', [...fieldsOf(), 'FR', '44000', 7]],
    ['postalCode', [...fieldsOf(), 'LU', '<2449>']],
  ])('keeps the member of a line without a readable %s', (unreadable, fields) => {
    const read = readFeedRow(JSON.stringify(fields));
    expect(read).toMatchObject({ position: 7, number, unreadable });
    expect('text' in read && read.text).toContain(number);
  });

  it.each([
    ['a position below zero', fieldsOf({ 0: -1 })],
    ['a position that is no whole number', fieldsOf({ 0: 1.5 })],
    ['a position beyond all', fieldsOf({ 0: 2 ** 60 })],
  ])('refuses a line with %s, and does not quote it', (_name, fields) => {
    expect(() => readFeedRow(JSON.stringify(fields))).toThrow(/^position: {2}[a-z_]+$/u);
    expect(() => readFeedRow(`${JSON.stringify(fields)}ZQXJ`)).toThrow(/^not JSON$/u);
  });
});

/** A sound line's fields, some of them changed. */
function fieldsOf(change: Readonly<Record<number, unknown>> = {}): unknown[] {
  const fields = JSON.parse(lineOf(7, benchMember(3))) as unknown[];
  return fields.map((field, at) => (at in change ? change[at] : field));
}
