import { describe, expect, it } from 'vitest';
import { isDatabaseUnavailable } from '../../../../src-hub/database/unavailable.ts';
import { describeFault } from '../../../../src-hub/basics/describe-fault.ts';

const coded = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });

describe('a database that is away', () => {
  it.each([
    ['refuses connections', coded('ECONNREFUSED')],
    ['has no socket', coded('ENOENT', { syscall: 'connect' })],
    ['breaks the connection', coded('ECONNRESET')],
    ['breaks the pipe', coded('EPIPE')],
    ['has no address', coded('ENOTFOUND')],
    ['is told to stop', coded('57P01')],
    ['starts', coded('57P03')],
    ['has no connection left', coded('53300')],
    ['has a full disk', coded('53100')],
    ['is a replica now', coded('25006')],
    ['found a deadlock', coded('40P01')],
    ['gave a statement up', coded('57014')],
    ['ended a connection', new Error('Connection terminated unexpectedly')],
    ['has none to give', new Error('timeout exceeded when trying to connect')],
    ['refuses at each of its addresses', new AggregateError([coded('ECONNREFUSED'), coded('EHOSTUNREACH')])],
  ])('%s', (_what, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    ['a broken rule of the schema', coded('23505')],
    ['a fault of a statement', coded('42601')],
    ['a missing file', coded('ENOENT', { syscall: 'open' })],
    ['a bug', new TypeError('x is undefined')],
    ['a text', 'ECONNREFUSED'],
  ])('is not %s', (_what, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});

describe('what is logged of a fault', () => {
  it('leaves out what it says', () => {
    const error = coded('23505', { detail: 'Key (number)=(0012345)', params: ['Dupont'] });
    error.message = 'duplicate 0012345';
    error.stack = `Error: duplicate 0012345\nKey Dupont\n    at work (file.ts:1:2)`;
    expect(describeFault(error)).toEqual({ kind: 'Error', code: '23505', at: ['at work (file.ts:1:2)'] });
    expect(describeFault('0012345')).toEqual({ kind: 'string' });
  });
});
