import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  confirmationCodeMac,
  makeConfirmationSecrets,
  confirmationTokenMac,
} from '../../../../src-hub/accounts/confirmation/confirmation-secrets.ts';
import { sixDigits } from '../../../../src-hub/basics/six-digits.ts';
import { provisionalMac, letterCodeMac } from '../../../../src-hub/letters/codes/letter-code.ts';

/** Random bytes that are these numbers of 32 bits. */
function drawing(...numbers: number[]): (count: number) => Buffer {
  return () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(numbers.shift() ?? 0);
    return bytes;
  };
}

describe('a code of six digits', () => {
  it.each([
    ['keeps its zeros', [7], '000007'],
    ['wraps at a million', [1_000_000], '000000'],
    ['is drawn anew where some codes would come more often', [4_294_000_000, 4_294_967_295, 42], '000042'],
    ['may come from the last usable number', [4_293_999_999], '999999'],
  ])('%s', (_, numbers, code) => {
    expect(sixDigits(drawing(...numbers))).toBe(code);
  });
});

describe('what a mail carries', () => {
  it('is another each time, of the form that links have', () => {
    const drawn = Array.from({ length: 50 }, () => makeConfirmationSecrets(randomBytes));
    expect(new Set(drawn.map(({ token }) => token)).size).toBe(50);
    for (const { token, code } of drawn) {
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/u);
      expect(code).toMatch(/^[0-9]{6}$/u);
    }
  });

  it('is hashed under a purpose of its own', () => {
    const macs = [
      confirmationTokenMac(HubSecret.from('secret'), 'A'.repeat(43)),
      confirmationTokenMac(HubSecret.from('other'), 'A'.repeat(43)),
      confirmationTokenMac(HubSecret.from('secret'), 'no token'),
      confirmationCodeMac(HubSecret.from('secret'), 'one', '123456'),
      confirmationCodeMac(HubSecret.from('secret'), 'other', '123456'),
      provisionalMac(HubSecret.from('secret'), 'one', '123456'),
      letterCodeMac(HubSecret.from('secret'), 'one', '123456'),
    ].map((mac) => mac.toString('hex'));
    expect(new Set(macs).size).toBe(macs.length);
    expect(confirmationTokenMac(HubSecret.from('secret'), '')).toEqual(
      confirmationTokenMac(HubSecret.from('secret'), '🔑'),
    );
  });
});
