import { expect, it } from 'vitest';
import { parseAmount } from '../../../../src-hub/member-space/data/imports/amount.ts';

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
  ['10000000000,00', 1_000_000_000_000],
])('reads %j as %d cents', (text, cents) => {
  expect(Object.is(parseAmount(text), cents)).toBe(true);
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
  expect(parseAmount(text)).toBeNull();
});
