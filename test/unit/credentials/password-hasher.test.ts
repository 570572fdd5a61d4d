import argon2 from 'argon2';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  hashingCostSchema,
  PasswordHasher,
  type HashingCost,
} from '../../../src-main/credentials/password-hasher.ts';

const CHEAP: HashingCost = { memoryKiB: 19_456, passes: 1, lanes: 1 };
const PASSWORD = 'Rivage-Ocre-57';

describe('the password hasher', () => {
  it("has OWASP's costs for argon2id as its defaults", () => {
    expect(hashingCostSchema.parse({})).toEqual({ memoryKiB: 19_456, passes: 2, lanes: 1 });
  });

  it.each<HashingCost>([CHEAP, { memoryKiB: 20_000, passes: 3, lanes: 2 }])(
    'writes its costs into the hash, in the order that others read: %j',
    async (cost) => {
      const phc = await new PasswordHasher(cost).hash(PASSWORD);
      const { memoryKiB, passes, lanes } = cost;
      expect(phc.startsWith(`$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$`)).toBe(true);
      expect(phc.split('$')).toHaveLength(6);
    },
  );

  it('knows its own hash, and one whose costs stand in the order of the library', async () => {
    const hasher = new PasswordHasher(CHEAP);
    const phc = await hasher.hash(PASSWORD);
    const sorted = phc.replace('m=19456,t=1,p=1', 'm=19456,p=1,t=1');
    for (const stored of [phc, sorted]) {
      expect(await hasher.verify(stored, PASSWORD)).toBe(true);
      expect(await hasher.verify(stored, `${PASSWORD} `)).toBe(false);
      expect(hasher.isOutdated(stored)).toBe(false);
    }
  });

  it.each<HashingCost>([
    { ...CHEAP, memoryKiB: 19_457 },
    { ...CHEAP, passes: 2 },
    { ...CHEAP, lanes: 2 },
  ])('calls a hash outdated when today costs are %j', async (today) => {
    const phc = await new PasswordHasher(CHEAP).hash(PASSWORD);
    const hasher = new PasswordHasher(today);
    expect(hasher.isOutdated(phc)).toBe(true);
    expect(await hasher.verify(phc, PASSWORD), 'and still takes it').toBe(true);
  });

  it('does one whole comparison for an account that does not exist, and always says no', async () => {
    const hasher = new PasswordHasher(CHEAP);
    await hasher.warmUp();
    const verify = vi.spyOn(argon2, 'verify');
    const hash = vi.spyOn(argon2, 'hash');
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await hasher.verifyNothing('decoy of no account')).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify.mock.calls[0]?.[0]).toContain('m=19456,t=1,p=1');
    expect(hash, 'the first unknown visitor must not wait longer').not.toHaveBeenCalled();
  });

  it.each([
    ['memoryKiB', 19_455],
    ['memoryKiB', 65_537],
    ['passes', 0],
    ['passes', 5],
    ['lanes', 3],
    ['passes', 1.5],
  ])('takes no %s of %d from the configuration', (key, value) => {
    expect(hashingCostSchema.safeParse({ [key]: value }).success).toBe(false);
  });
});
