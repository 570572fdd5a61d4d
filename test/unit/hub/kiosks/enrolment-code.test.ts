import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LETTER_CODE_ALPHABET } from '../../../../src-shared/values/letter-code.ts';
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
    const hash = enrolmentCodeHash(HubSecret.from('s1'), 'ACDE-FGHJ-KMNP-3467');
    expect(enrolmentCodeHash(HubSecret.from('s1'), ' acde fghj–kmnp.3467')).toEqual(hash);
    expect(enrolmentCodeHash(HubSecret.from('s2'), 'ACDE-FGHJ-KMNP-3467')).not.toEqual(hash);
    expect(enrolmentCodeHash(HubSecret.from('s1'), 'ACDE-FGHJ-KMNP-3469')).not.toEqual(hash);
  });
});
