import { describe, expect, it } from 'vitest';
import { nirHash } from '../../../../src-hub/people/nir-key.ts';
import { REIMBURSEMENT_FILE } from '../../../../src-hub/member-space/data/imports/reimbursement-file.ts';
import { keyOf } from '../../../../src-shared/values/nir.ts';
import { cellsOf, notesOf, SECRET } from './rows.ts';

type Row = Parameters<typeof cellsOf<(typeof REIMBURSEMENT_FILE.headers.fields)[number]>>[1];

const ROW: Row = {
  id: 'D-1',
  number: '2000001',
  act: 'Consultation',
  careOn: '07/03/2026',
  paid: '30,00',
  socialSecurity: '20,00',
  mutual: '9,00',
  remains: '1,00',
  status: 'payé',
  paidOn: '2026-03-19',
};

const cells = (changed: Row = {}) => cellsOf(REIMBURSEMENT_FILE, { ...ROW, ...changed });
const NIR = `2990244109001${keyOf('2990244109001')}`;

describe('a row of reimbursements', () => {
  it('becomes cents, ISO days and one text for its person', () => {
    expect(cells()).toEqual([
      ...['D-1', '2000001', 'Consultation', '2026-03-07', 'EUR'],
      ...['3000', '2000', '900', '100', 'paid', '2026-03-19'],
    ]);
  });

  it('takes money that was taken back, and works out what remains', () => {
    expect(cells({ paid: '0', socialSecurity: '-4,20', mutual: '-2.26', remains: '' })).toEqual(
      expect.arrayContaining(['0', '-420', '-226', '646']),
    );
  });

  it('finds the gaps of French amounts', () => {
    expect(cells({ paid: '1 234,56', mutual: '1\u202f200,00' })).toContain('123456');
    expect(cells({ paid: '1\u00a0234,56' })).toContain('123456');
  });

  it('has the person by the hash of the NIR alone', () => {
    const row = cells({ number: '', nir: `2 99 02 44 109 001 ${NIR.slice(13)}` });
    expect(row[1]).toBe(`nir:${nirHash(SECRET, NIR).toString('hex')}`);
    expect(JSON.stringify(row)).not.toContain('109001');
  });

  it.each([
    ['payé', 'paid'],
    ['Réglée', 'paid'],
    ['PAID', 'paid'],
    ['refusé', 'refused'],
    ['Rejetée', 'refused'],
  ])('reads the status %s', (status, meant) => {
    expect(cells({ status, paidOn: '' })[9]).toBe(meant);
  });

  it('reads what waits', () => {
    expect(cells({ status: 'En attente', paidOn: '' })).toEqual(expect.arrayContaining(['pending', null]));
  });

  it.each([
    ['', 'EUR'],
    ['€', 'EUR'],
    ['eur', 'EUR'],
    ['XPF', 'XPF'],
    ['CHF', 'CHF'],
    ['gbp', 'GBP'],
  ])('takes the currency %j for %s', (currency, meant) => {
    expect(cells({ currency })[4]).toBe(meant);
  });

  it.each<[string, Row]>([
    ['id: missing', { id: '' }],
    ['id: not 1 to 64 characters', { id: 'x'.repeat(65) }],
    ['number, nir: both empty', { number: '' }],
    ['number, nir: both filled', { nir: NIR }],
    ['number: not 6 to 10 digits', { number: '12A' }],
    ['nir: the key does not fit, so at least one character is wrong', { number: '', nir: '299024410900100' }],
    ['act: missing', { act: ' ' }],
    ['act: not 1 to 120 characters', { act: 'x'.repeat(121) }],
    ['act: a control character', { act: 'a\u0000b' }],
    [
      'act: a character that is not of this encoding (give the right one with --encoding)',
      { act: 'a\ufffdb' },
    ],
    ['careOn: not a day such as 07/03/2026, from 1900 until the end of next year', { careOn: '31/02/2026' }],
    ['careOn: not a day such as 07/03/2026, from 1900 until the end of next year', { careOn: '07/03/26' }],
    ['careOn: not a day such as 07/03/2026, from 1900 until the end of next year', { careOn: '2028-01-01' }],
    ...['FRANC', 'ZZZ', 'QQQ', 'E', '12'].map((currency): [string, { currency: string }] => [
      'currency: none of ISO 4217, such as EUR or CHF',
      { currency },
    ]),
    ['paid: missing', { paid: '' }],
    ['paid: larger than HUB_IMPORT_MOST_AMOUNT of the settings allows', { paid: '1000000,01' }],
    ['mutual: larger than HUB_IMPORT_MOST_AMOUNT of the settings allows', { mutual: '-100000000' }],
    ['socialSecurity: not an amount such as 12,50, -3.10 or 1 234,56', { socialSecurity: '1.234,5' }],
    ['mutual: not an amount such as 12,50, -3.10 or 1 234,56', { mutual: 'neuf' }],
    ['remains: not an amount such as 12,50, -3.10 or 1 234,56', { remains: '?' }],
    ['status: neither paid, pending nor refused', { status: 'peut-être' }],
    ['status: missing', { status: '' }],
    ['paidOn: a day of payment, though it is not paid', { status: 'refusé' }],
  ])('%s', (fault, changed) => {
    expect(cells(changed)).toBe(fault);
  });

  it.each<[string, Row]>([
    ['remains: the shares and what remains do not add up to what was paid', { remains: '1,01' }],
    ['mutual: the shares are more than what was paid', { mutual: '10,01', remains: '' }],
    ['paidOn: paid before the care', { paidOn: '06/03/2026' }],
    ['paidOn: paid in the future', { paidOn: '24/11/2026' }],
    ['careOn: a care in the future', { careOn: '24/11/2026', status: 'en attente', paidOn: '' }],
  ])('is taken, and worth a look: %s', (note, changed) => {
    expect(cells(changed)).toBeInstanceOf(Array);
    const notes = notesOf(REIMBURSEMENT_FILE, { ...ROW, ...changed });
    expect(notes.map(({ kind, field, words }) => [kind, `${field}: ${words}`])).toEqual([['doubtful', note]]);
  });

  it('is taken without a day of payment that cannot be read', () => {
    expect(cells({ paidOn: 'hier' }).at(-1)).toBeNull();
    expect(notesOf(REIMBURSEMENT_FILE, { ...ROW, paidOn: 'hier' })).toMatchObject([
      { kind: 'emptied', field: 'paidOn' },
    ]);
    expect(notesOf(REIMBURSEMENT_FILE, ROW)).toEqual([]);
  });

  it('keeps its reimbursement from going by its id', () => {
    const keep = (id: string) =>
      REIMBURSEMENT_FILE.keep((field) => (field === 'id' ? id : ''), { secret: SECRET });
    expect([keep('D-1'), keep('')]).toEqual(['D-1', null]);
  });
});
