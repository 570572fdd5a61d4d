import { describe, expect, it } from 'vitest';
import { isVerifiable } from '../../../../src-hub/basics/phc-cost.ts';

const SALT = 'c2FsdHNhbHRzYWx0c2FsdA';
const HASH = 'aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g';
const phc = (cost: string, salt = SALT, hash = HASH): string => `$argon2id$v=19$${cost}$${salt}$${hash}`;

describe('cost of checking a hash', () => {
  it.each([
    ["OWASP's", phc('m=19456,t=2,p=1'), true],
    ['the most a kiosk can be set to', phc('m=65536,t=4,p=2'), true],
    ['more memory than a hub has', phc('m=65537,t=2,p=1'), false],
    ['passes without end', phc('m=19456,t=5,p=1'), false],
    ['lanes beyond measure', phc('m=19456,t=2,p=3'), false],
    ['less memory than is safe', phc('m=19455,t=2,p=1'), false],
    ['no pass', phc('m=19456,t=0,p=1'), false],
    ['a salt of nothing', phc('m=19456,t=2,p=1', 'YQ'), false],
    ['a hash of nothing', phc('m=19456,t=2,p=1', SALT, 'YQ'), false],
  ])('%s', (_, text, verifiable) => {
    expect(isVerifiable(text)).toBe(verifiable);
  });
});
