import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LETTER_CODE_ALPHABET } from '../../../../src-shared/values/letter-code.ts';
import { AddressTries } from '../../../../src-hub/kiosks/address-tries.ts';
import { enrolmentCodeHash, makeEnrolmentCode } from '../../../../src-hub/kiosks/enrolment-code.ts';

describe('enrolment codes', () => {
  it('are four groups of four characters that are not taken for one another', () => {
    const group = `[${LETTER_CODE_ALPHABET}]{4}`;
    const shape = new RegExp(`^${group}(-${group}){3}$`, 'u');
    for (let count = 0; count < 200; count += 1) expect(makeEnrolmentCode(randomBytes)).toMatch(shape);
  });

  it('take every character equally often: bytes beyond a multiple of 22 are thrown away', () => {
    let next = 0;
    const everyByte = (count: number): Buffer =>
      Buffer.from(Array.from({ length: count }, () => next++ % 256));
    const counts = new Map<string, number>();
    // 121 codes take 8 times 242 bytes, the fair ones of 8 rounds.
    for (let code = 0; code < 121; code += 1)
      for (const character of makeEnrolmentCode(everyByte).replaceAll('-', ''))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(LETTER_CODE_ALPHABET.length);
    const [least, most] = [Math.min(...counts.values()), Math.max(...counts.values())];
    expect(most - least).toBeLessThan(16);
  });

  it('are the same however they are typed, and another with another secret', () => {
    const hash = enrolmentCodeHash('s1', 'ACDE-FGHJ-KMNP-3467');
    expect(enrolmentCodeHash('s1', ' acde fghj–kmnp.3467')).toEqual(hash);
    expect(enrolmentCodeHash('s2', 'ACDE-FGHJ-KMNP-3467')).not.toEqual(hash);
    expect(enrolmentCodeHash('s1', 'ACDE-FGHJ-KMNP-3469')).not.toEqual(hash);
  });
});

describe('wrong codes of an address', () => {
  it('are ten in ten minutes, each address for itself', () => {
    let now = 0;
    const tries = new AddressTries(() => new Date(now));
    for (let count = 0; count < 9; count += 1) tries.addWrong('192.0.2.1');
    expect(tries.isSpent('192.0.2.1')).toBe(false);
    now = 1000;
    tries.addWrong('192.0.2.1');
    expect(tries.isSpent('192.0.2.1')).toBe(true);
    expect(tries.isSpent('192.0.2.2')).toBe(false);
    now = 599_999;
    expect(tries.isSpent('192.0.2.1')).toBe(true);
    now = 600_000;
    expect(tries.isSpent('192.0.2.1')).toBe(false);
  });

  it('forget the oldest address when there are too many', () => {
    const tries = new AddressTries(() => new Date(0));
    for (let count = 0; count < 10; count += 1) tries.addWrong('first');
    for (let address = 0; address < 10_000; address += 1) tries.addWrong(`other ${address}`);
    expect(tries.isSpent('first')).toBe(false);
  });
});
