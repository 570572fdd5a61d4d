import { expect, it } from 'vitest';
import { readAmount, readCurrency } from '../../../../src-shared/values/amount.ts';
import { readFiledDay } from '../../../../src-shared/values/day.ts';

const MOST = 1_000_000_000_000;

it.each([
  ['12,50', 1250],
  ['12.50', 1250],
  ['12,5', 1250],
  ['12', 1200],
  ['0,00', 0],
  ['-0,00', 0],
  ['-3,10', -310],
  ['−3,10', -310],
  ['+3,10', 310],
  ['- 3,10', -310],
  ['1 234,56', 123_456],
  ['-1 234 567,80 €', -123_456_780],
  ['12 345', 1_234_500],
  ['123 456', 12_345_600],
  ['12,50€', 1250],
  ['10000000000,00', 1_000_000_000_000],
])('reads %j as %d cents', (text, cents) => {
  expect(readAmount(text, MOST)).toStrictEqual({ ok: true, value: cents });
});

it.each([
  '',
  'x',
  '12,500',
  '1.234',
  '1.234,56',
  '1,234.56',
  '12 34,56',
  '1234 567,00',
  '12,',
  ',50',
  '1e3',
  '12,50-',
  '--1',
  '12,50 $',
  '10000000000,01',
  '9'.repeat(400),
  '١٢',
])('does not read %j', (text) => {
  expect(readAmount(text, MOST)).toMatchObject({ ok: false });
});

it('has a bound, above and below', () => {
  expect(readAmount('12,50', 1250)).toMatchObject({ ok: true });
  expect(readAmount('12,51', 1250)).toEqual({ ok: false, reason: 'too-large' });
  expect(readAmount('-12,51', 1250)).toEqual({ ok: false, reason: 'too-large' });
  expect(readAmount(' ', 1250)).toEqual({ ok: false, reason: 'missing' });
});

it.each([
  ['', 'EUR'],
  ['€', 'EUR'],
  ['euros', 'EUR'],
  [' chf ', 'CHF'],
  ['ZZZ', null],
  ['XXX', null],
  ['FRF', null],
])('reads the currency %j as %s', (text, currency) => {
  const read = readCurrency(text);
  expect(read.ok ? read.value : null).toBe(currency);
});

it.each([
  ['07/03/2026', '2026-03-07'],
  ['7.3.2026', '2026-03-07'],
  ['2026-03-07T00:00:00.000Z', '2026-03-07'],
  ['07/03/2026 00:00', '2026-03-07'],
  ['1899-12-31', 'earlier'],
  ['2027-01-01', 'later'],
  ['31/02/2026', 'no-such-day'],
  ['07/03/26', 'malformed'],
  ['07032026', 'malformed'],
  ['45723', 'malformed'],
  ['2026-03-07 12:30', 'malformed'],
  [' ', 'missing'],
])('reads the day %j as %s', (text, expected) => {
  const read = readFiledDay(text, { until: '2026-12-31' });
  expect(read.ok ? read.value : read.reason).toBe(expected);
});
