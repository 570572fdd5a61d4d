import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  letterCodeMac,
  makeLetterCode,
  provisionalMac,
} from '../../../../src-hub/letters/codes/letter-code.ts';
import { LETTER_CODE_ALPHABET, LETTER_CODE } from '../../../../src-shared/values/letter-code.ts';

const LETTERS = Array.from(LETTER_CODE_ALPHABET);

describe('codes of letters', () => {
  it('have ten characters of the alphabet, each as often as the others at each place', () => {
    const codes = Array.from({ length: 22_000 }, () => makeLetterCode(randomBytes));
    for (const code of codes) expect(code).toMatch(LETTER_CODE);
    for (let place = 0; place < 10; place++) {
      const counts = new Map<string, number>();
      for (const code of codes) {
        const character = code.charAt(place);
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
      const chiSquare = LETTERS.reduce(
        (sum, character) => sum + ((counts.get(character) ?? 0) - 1000) ** 2 / 1000,
        0,
      );
      // 21 degrees of freedom: above 65 once in 10 million runs; a byte taken modulo 22 without rejection gives 100.
      expect(chiSquare).toBeLessThan(65);
    }
  });

  it('come from every byte that is used equally often', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte++) {
      // The byte in question, then bytes that end the code.
      const pieces = [Buffer.alloc(10, byte), Buffer.alloc(10, 1)];
      const code = makeLetterCode(() => pieces.shift() ?? Buffer.alloc(10, 1));
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    const all = LETTERS.map((character) => counts.get(character.repeat(10)));
    // 14 bytes are thrown away; here they end in the code of ones.
    expect(all).toEqual([11, 25, ...Array<number>(20).fill(11)]);
  });

  it('are stored as a keyed hash, another one for each use, holder and code', () => {
    const macs = [
      letterCodeMac(HubSecret.from('secret'), '0012345', 'ACDEFGHJKM'),
      letterCodeMac(HubSecret.from('other secret'), '0012345', 'ACDEFGHJKM'),
      letterCodeMac(HubSecret.from('secret'), '0012346', 'ACDEFGHJKM'),
      letterCodeMac(HubSecret.from('secret'), '0012345', 'ACDEFGHJKN'),
      provisionalMac(HubSecret.from('secret'), '0012345', 'ACDEFGHJKM'),
      provisionalMac(HubSecret.from('other secret'), '0012345', 'ACDEFGHJKM'),
      provisionalMac(HubSecret.from('secret'), '0012346', 'ACDEFGHJKM'),
      provisionalMac(HubSecret.from('secret'), '0012345', 'ACDEFGHJKN'),
    ].map((mac) => mac.toString('hex'));
    expect(new Set(macs).size).toBe(macs.length);
    for (const mac of macs) expect(mac).toHaveLength(72);
    // Databases hold them: another one would make all letters under way worthless.
    expect(macs[0]).toBe('8d95d015fb366484444ddcd3585d9296de3761ad5cdaf330a22ed1c858f19ad94932c670');
    expect(macs[4]).toBe('8d95d015ae5e279bd1f2f24b3a6cf82cab4a922e8bc4a899b018d3fede17d48c61d9d168');
  });

  it('are compared too when they are from before keys had ids', () => {
    const secret = HubSecret.from('secret');
    const bare = Buffer.from('fb366484444ddcd3585d9296de3761ad5cdaf330a22ed1c858f19ad94932c670', 'hex');
    expect(letterCodeMac(secret.of(bare), '0012345', 'ACDEFGHJKM')).toEqual(bare);
    expect(letterCodeMac(HubSecret.from('other', 'secret').of(bare), '0012345', 'ACDEFGHJKM')).not.toEqual(
      bare,
    );
  });
});
