import { describe, expect, it } from 'vitest';
import { CONTRACT_FILE } from '../../../../src-hub/member-space/data/imports/contract-file.ts';
import { DEVICE_FILE } from '../../../../src-hub/member-space/data/imports/device-file.ts';
import { GUARANTEE_FILE } from '../../../../src-hub/member-space/data/imports/guarantee-file.ts';
import { cellsOf } from './rows.ts';

describe('a row of contracts', () => {
  const row = { number: '2000001', guarantee: 'Couverture 2', since: '01/01/2026', until: '' };

  it.each([
    ['couverture-1', 'couverture-1'],
    ['COUVERTURE 2', 'couverture-2'],
    ['Module A', 'module-a'],
    ['module b', 'module-b'],
    ['MODULE-C', 'module-c'],
    ['Module +', 'module-plus'],
    ['module plus', 'module-plus'],
  ])('knows %s', (guarantee, id) => {
    expect(cellsOf(CONTRACT_FILE, { ...row, guarantee })).toEqual(['2000001', id, '2026-01-01', null]);
  });

  it.each([
    ['guarantee: not one of couverture 1, couverture 2, module A, B, C, module +', { guarantee: 'module' }],
    ['since: missing', { since: '' }],
    ['since: not a day such as 01/01/2026', { since: '0026-01-01' }],
    ['until: not a day such as 31/12/2026', { until: 'toujours' }],
    ['until: before since', { until: '31/12/2025' }],
    ['number: not 6 to 10 digits', { number: '1' }],
  ])('%s', (fault, changed) => {
    expect(cellsOf(CONTRACT_FILE, { ...row, ...changed })).toBe(fault);
  });
});

describe('a row of guarantees', () => {
  const row = { guarantee: 'module-a', field: 'optical', label: 'Lentilles', covers: '120 € par an' };

  it.each([
    ['optique', 'optical'],
    ['Soins courants', 'general'],
    ['HOSPITALISATION', 'hospital'],
    ['dentaire', 'dental'],
    ['Aides auditives', 'hearing'],
    ['Prévention', 'prevention'],
    ['autre', 'other'],
  ])('knows the field %s', (field, meant) => {
    expect(cellsOf(GUARANTEE_FILE, { ...row, field })).toEqual([
      ...['module-a', '12', meant, 'Lentilles', '120 € par an'],
    ]);
  });

  it.each([
    ['field: not one of general, hospital, dental, optical, hearing, prevention, other', { field: 'yeux' }],
    ['label: missing', { label: '' }],
    ['label: not 1 to 160 characters', { label: 'x'.repeat(161) }],
    ['covers: not 1 to 160 characters', { covers: 'x'.repeat(161) }],
  ])('%s', (fault, changed) => {
    expect(cellsOf(GUARANTEE_FILE, { ...row, ...changed })).toBe(fault);
  });
});

describe('a row of devices', () => {
  const row = { number: '2000001', name: 'Téléphone de Zoé', kind: 'téléphone', registered: '23/11/2026' };

  it('becomes a device with a token that nobody has', () => {
    const at = '2026-11-23T00:00:00Z';
    const hash = `\\x${'07'.repeat(32)}`;
    expect(cellsOf(DEVICE_FILE, row)).toEqual(['2000001', row.name, 'phone', at, at, hash]);
  });

  it.each([
    ['name: not 1 to 60 characters', { name: 'x'.repeat(61) }],
    ['kind: neither phone, tablet nor computer', { kind: 'montre' }],
    ['registered: not a day until today, such as 07/03/2026', { registered: '24/11/2026' }],
    ['registered: missing', { registered: '' }],
  ])('%s', (fault, changed) => {
    expect(cellsOf(DEVICE_FILE, { ...row, ...changed })).toBe(fault);
  });
});
