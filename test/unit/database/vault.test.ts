import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../../src-main/database/vault.ts';
import { systemRandom } from '../../../src-main/random/random.ts';

const vault = new Vault(Buffer.alloc(32, 7), systemRandom);
const other = new Vault(Buffer.alloc(32, 8), systemRandom);

describe('Vault', () => {
  it('opens what it sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (plain) => {
        expect(vault.open('member', vault.seal('member', plain))).toBe(plain);
      }),
    );
  });

  it('refuses a blob of which any one byte was changed', () => {
    const sealed = vault.seal('member', 'Exemple');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ flip, at);
        expect(() => vault.open('member', changed)).toThrow();
      }),
    );
  });

  it('refuses a blob of another purpose, of another key, or cut short', () => {
    const sealed = vault.seal('member', 'Exemple');
    expect(() => vault.open('outbox', sealed)).toThrow();
    expect(() => other.open('member', sealed)).toThrow();
    expect(() => vault.open('member', sealed.subarray(0, 20))).toThrow();
  });

  it('never uses an IV twice, also when its pool is filled again', () => {
    const ivs = Array.from({ length: 3000 }, () => vault.seal('member', 'x').subarray(0, 12).toString('hex'));
    expect(new Set(ivs).size).toBe(ivs.length);
  });

  it('makes the same index of the same value, and another for another purpose or key', () => {
    const index = vault.blindIndex('member-number', '00123456');
    expect(index).toMatch(/^[0-9a-f]{64}$/u);
    expect(vault.blindIndex('member-number', '00123456')).toBe(index);
    const others = [
      vault.blindIndex('member-number', '0123456'),
      vault.blindIndex('account', '00123456'),
      other.blindIndex('member-number', '00123456'),
      vault.mac('member-number', '00123456').toString('hex'),
    ];
    expect(new Set([index, ...others]).size).toBe(5);
  });

  it('takes a data key of 32 bytes only', () => {
    expect(() => new Vault(Buffer.alloc(16), systemRandom)).toThrow('32 bytes');
  });
});
