import { describe, expect, it } from 'vitest';
import { nirHash } from '../../../../src-hub/people/nir-key.ts';
import { REIMBURSEMENT_FILE } from '../../../../src-hub/member-space/data/imports/reimbursement-file.ts';
import { keyOf } from '../../../../src-shared/values/nir.ts';
import { cellsOf, SECRET } from './rows.ts';

type Row = Parameters<typeof cellsOf<(typeof REIMBURSEMENT_FILE.headers.fields)[number]>>[1];

const ROW: Row = {
  id: 'D-1',
  number: '2000001',
  act: 'Consultation',
  care_on: '07/03/2026',
  paid: '30,00',
  social_security: '20,00',
  mutual: '9,00',
  remains: '1,00',
  status: 'payé',
  paid_on: '2026-03-19',
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
    expect(cells({ paid: '0', social_security: '-4,20', mutual: '-2.26', remains: '' })).toEqual(
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
    expect(cells({ status, paid_on: '' })[9]).toBe(meant);
  });

  it('reads what waits', () => {
    expect(cells({ status: 'En attente', paid_on: '' })).toEqual(expect.arrayContaining(['pending', null]));
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
    ['id: not 1 to 64 characters', { id: '' }],
    ['id: not 1 to 64 characters', { id: 'x'.repeat(65) }],
    ['number, nir: both empty', { number: '' }],
    ['number, nir: both filled', { nir: NIR }],
    ['number: not 6 to 10 digits', { number: '12A' }],
    ['nir: the key does not fit, so at least one character is wrong', { number: '', nir: '299024410900100' }],
    ['act: not 1 to 120 characters', { act: ' ' }],
    ['act: not 1 to 120 characters', { act: 'x'.repeat(121) }],
    ['act: a control character', { act: 'a\u0000b' }],
    ['act: a character that is not of this encoding', { act: 'a\ufffdb' }],
    ['care_on: not a day such as 07/03/2026', { care_on: '31/02/2026' }],
    ['care_on: not a day such as 07/03/2026', { care_on: '07/03/26' }],
    ['care_on: not a day such as 07/03/2026', { care_on: '2028-01-01' }],
    ...['EURO', 'ZZZ', 'QQQ', 'E', '12'].map((currency): [string, { currency: string }] => [
      'currency: none of ISO 4217, such as EUR or CHF',
      { currency },
    ]),
    ['paid: not an amount such as 12,50, -3.10 or 1 234,56', { paid: '' }],
    ['social_security: not an amount such as 12,50, -3.10 or 1 234,56', { social_security: '1.234,5' }],
    ['mutual: not an amount such as 12,50, -3.10 or 1 234,56', { mutual: 'neuf' }],
    ['remains: not an amount such as 12,50, -3.10 or 1 234,56', { remains: '?' }],
    ['status: neither paid, pending nor refused', { status: 'peut-être' }],
    ['status: neither paid, pending nor refused', { status: '' }],
    ['paid_on: not a day such as 07/03/2026', { paid_on: 'hier' }],
    ['paid_on: a day of payment, though it is not paid', { status: 'refusé' }],
  ])('%s', (fault, changed) => {
    expect(cells(changed)).toBe(fault);
  });

  it('keeps its reimbursement from going by its id', () => {
    const texts = { ...ROW, currency: '', nir: '' } as Parameters<typeof REIMBURSEMENT_FILE.keep>[0];
    const context = { line: 1, secret: SECRET, today: '2026-11-23', randomBytes: () => Buffer.alloc(0) };
    expect(REIMBURSEMENT_FILE.keep(texts, context)).toBe('D-1');
    expect(REIMBURSEMENT_FILE.keep({ ...texts, id: '' }, context)).toBeNull();
  });
});
