import { describe, expect, it } from 'vitest';
import { SITE_FACTOR } from '../../../../src-shared/policy/quotas.ts';
import { networkOf, siteOf } from '../../../../src-hub/http/network-of.ts';
import { NetworkTries } from '../../../../src-hub/http/network-tries.ts';

const LIMIT = { most: 10, window: 600_000 };

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['none', 'none'],
    ['', ''],
  ])('%s is in %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the site of a network', () => {
  it.each([
    ['2001:db8:1:2::/64', '2001:db8:1:'],
    ['fe80:0:0:0::/64', 'fe80:0:0:'],
    ['192.0.2.1', null],
    ['none', null],
  ])('of %s is %s', (network, site) => {
    expect(siteOf(network)).toBe(site);
  });
});

describe('wrong tries of a network', () => {
  it('are ten in ten minutes, each network for itself', () => {
    let now = 0;
    const tries = new NetworkTries(() => new Date(now), LIMIT);
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

  it('are counted together for all addresses of one line', () => {
    const tries = new NetworkTries(() => new Date(0), LIMIT);
    for (let count = 1; count <= 10; count += 1) tries.addWrong(`2001:db8:1:2::${count}`);
    expect(tries.isSpent('2001:db8:1:2::ffff')).toBe(true);
    expect(tries.isSpent('2001:db8:1:3::1')).toBe(false);
  });

  it('are counted once more for the /48 that holds 65,536 such lines, and for no other', () => {
    const tries = new NetworkTries(() => new Date(0), LIMIT);
    for (let line = 0; line < LIMIT.most * SITE_FACTOR; line += 1) {
      expect(tries.isSpent(`2001:db8:1:${line.toString(16)}::1`)).toBe(false);
      tries.addWrong(`2001:db8:1:${line.toString(16)}::1`);
    }
    expect(tries.isSpent('2001:db8:1:ffff::1')).toBe(true);
    expect(tries.isSpent('2001:db8:2::1')).toBe(false);
    expect(tries.isSpent('2001:db8:11::1'), 'its number begins alike').toBe(false);
    expect(tries.isSpent('192.0.2.1')).toBe(false);
  });

  it('forget the oldest network when there are too many', () => {
    const tries = new NetworkTries(() => new Date(0), LIMIT);
    for (let count = 0; count < 10; count += 1) tries.addWrong('first');
    for (let address = 0; address < 10_000; address += 1) tries.addWrong(`other ${address}`);
    expect(tries.isSpent('first')).toBe(false);
  });
});
