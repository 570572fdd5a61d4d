import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isStagedFor, placeOf } from '../../../../src-hub/releases/staging.ts';
import { branchOf } from '../../../../src-shared/values/branch.ts';

const uuid = fc.uuid();
const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
const percent = fc.integer({ min: 0, max: 100 });
const all = (share: number) => [{ branch: '', percent: share }];

describe('the part of the kiosks that is offered a release', () => {
  it('only grows with the percentage: who is in at 10 % is in at 50 %', () => {
    fc.assert(
      fc.property(uuid, version, percent, percent, (id, of, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const kiosk = { id, name: 'Nantes 1' };
        if (isStagedFor(kiosk, of, all(less))) expect(isStagedFor(kiosk, of, all(more))).toBe(true);
      }),
    );
  });

  it('is nobody at 0 % and everybody at 100 %', () => {
    fc.assert(
      fc.property(uuid, version, (id, of) => {
        const kiosk = { id, name: 'Nantes 1' };
        expect(isStagedFor(kiosk, of, all(0))).toBe(false);
        expect(isStagedFor(kiosk, of, all(100))).toBe(true);
      }),
    );
  });

  it('stays the same for a kiosk under another name', () => {
    fc.assert(
      fc.property(uuid, version, percent, fc.string(), (id, of, share, name) => {
        const one = isStagedFor({ id, name: 'Nantes 1' }, of, all(share));
        expect(isStagedFor({ id, name }, of, all(share))).toBe(one);
      }),
    );
  });

  it('is about as large as it was asked for, and another for each release', () => {
    const ids = Array.from({ length: 2000 }, (_, index) => `kiosk-${index}`);
    const first = ids.filter((id) => placeOf(id, '0.2.0') < 10);
    const second = ids.filter((id) => placeOf(id, '0.3.0') < 10);
    expect(first.length).toBeGreaterThan(140);
    expect(first.length).toBeLessThan(260);
    // One in ten of them by chance, not all of them.
    expect(first.filter((id) => second.includes(id)).length).toBeLessThan(first.length / 3);
  });

  it('follows the stage of its branch, and not the one for all others', () => {
    const stages = [
      { branch: '', percent: 100 },
      { branch: 'Nantes', percent: 0 },
    ];
    expect(isStagedFor({ id: 'a', name: 'Nantes 2' }, '0.2.0', stages)).toBe(false);
    expect(isStagedFor({ id: 'a', name: 'Angers 2' }, '0.2.0', stages)).toBe(true);
    expect(isStagedFor({ id: 'a', name: 'Angers 2' }, '0.2.0', [{ branch: 'Nantes', percent: 100 }])).toBe(
      false,
    );
    expect(isStagedFor({ id: 'a', name: 'Angers 2' }, '0.2.0', [])).toBe(false);
  });

  it.each([
    ['Nantes 1', 'Nantes'],
    ['Nantes', 'Nantes'],
    ['Nantes 2 12', 'Nantes 2'],
    ['Saint-Herblain 3', 'Saint-Herblain'],
    ['Nantes1', 'Nantes1'],
    ['12', '12'],
  ])('%s is of the branch %s', (name, branch) => {
    expect(branchOf(name)).toBe(branch);
  });
});
