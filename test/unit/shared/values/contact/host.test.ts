import { describe, expect, it } from 'vitest';
import { isLoopback } from '../../../../../src-shared/values/contact/host.ts';

describe('this machine itself', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'siege.localhost',
    '::1',
    '[::1]',
    '127.0.0.1',
    '127.0.0.0',
    '127.9.10.99',
    '127.100.199.200',
    '127.249.250.255',
    '::ffff:127.0.0.1',
    '[::FFFF:127.0.0.1]',
  ])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '',
    'exemple.fr',
    'localhost.exemple.fr',
    'mylocalhost',
    '::2',
    '[::1',
    '::1]',
    '[[::1]]',
    'x[::1]',
    'local[host]',
    '[local]host',
    '[::1]x',
    '126.0.0.1',
    '128.0.0.1',
    '10.127.0.0.1',
    '127.0.0',
    '127.0.0.1.1',
    '127.0.0.1.exemple.fr',
    '127.0.0.256',
    '127.0.0.260',
    '127.0.0.300',
    '127.0.0.01',
    '127.0.0.a',
    '127.0.0.2a',
    '127.0.0.25a',
    '127.0.0.1a1',
    '127a0a0a1',
    '::ffff:10.0.0.1',
    'a::ffff:127.0.0.1',
  ])('is not %j', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
