import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../../../src-hub/events/read-event.ts';

const SECRET = HubSecret.from('a secret of the tests, long enough to be one');
const ID = '01900000-0000-7000-8000-00000000ABCD';
const PHC =
  '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g';
const password = { kind: 'password-set', number: '0012345', phc: PHC };
const letter = { kind: 'letter-requested', number: '0012345' };
const event = { id: ID, seq: 1, at: 1_800_000_000_000, body: letter as unknown };

describe('reading an event', () => {
  it.each([password, letter])('takes a whole $kind', (body) => {
    const read = readEvent(SECRET, { ...event, body });
    expect(read).toMatchObject({ state: 'whole', id: ID.toLowerCase(), seq: 1, kind: body.kind, body });
  });

  it.each<[string, unknown, string]>([
    [
      'an unknown kind',
      { ...event, body: { kind: 'address-changed', number: '0012345' } },
      'address-changed',
    ],
    ['a kind that is no name', { ...event, body: { kind: "x'; DROP TABLE", number: '1' } }, 'unreadable'],
    ['a kind as long as a book', { ...event, body: { kind: 'a'.repeat(100_000) } }, 'unreadable'],
    ['no body', { id: ID, seq: 1, at: 0 }, 'unreadable'],
    ['a body that is a list', { ...event, body: [letter] }, 'unreadable'],
    ['something more beside the body', { ...event, by: 'me' }, 'letter-requested'],
    ['something more in the body', { ...event, body: { ...letter, to: 'x' } }, 'letter-requested'],
    ['no moment', { id: ID, seq: 1, body: letter }, 'letter-requested'],
    ['a moment beyond all dates', { ...event, at: 8.65e15 }, 'letter-requested'],
    ['a number with letters', { ...event, body: { ...letter, number: '00123A5' } }, 'letter-requested'],
    ['a hash of another kind', { ...event, body: { ...password, phc: '$2y$10$abc' } }, 'password-set'],
    [
      'a hash that would take four terabytes',
      { ...event, body: { ...password, phc: PHC.replace('19456', '4294967295') } },
      'password-set',
    ],
  ])('keeps the id and place of one with %s', (_, raw, kind) => {
    expect(readEvent(SECRET, raw)).toMatchObject({ state: 'malformed', id: ID.toLowerCase(), seq: 1, kind });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a number', 7],
    ['a list', [event]],
    ['an id of another version', { ...event, id: '01900000-0000-4000-8000-000000000001' }],
    ['no id', { seq: 1, at: 0, body: letter }],
    ['a place before the first', { ...event, seq: 0 }],
    ['a place beyond what a number holds', { ...event, seq: 2 ** 53 }],
    ['a place as text', { ...event, seq: '1' }],
  ])('can do nothing with %s', (_, raw) => {
    expect(readEvent(SECRET, raw)).toEqual({ state: 'unreadable' });
  });

  it('has one fingerprint for one body, and another for another', () => {
    const print = (body: unknown): unknown =>
      Reflect.get(readEvent(SECRET, { ...event, body }), 'fingerprint');
    expect(print({ number: '0012345', kind: 'letter-requested' })).toBe(print(letter));
    expect(print({ ...letter, number: '0012346' })).not.toBe(print(letter));
  });

  it('survives 10,000 hostile events', () => {
    const anything = fc.anything({ withNullPrototype: true, maxDepth: 2 });
    const hostile = fc.oneof(
      anything,
      fc.record({
        id: fc.oneof(fc.constant(ID), fc.string(), anything),
        seq: fc.oneof(fc.integer(), fc.double()),
        at: fc.oneof(fc.integer(), fc.double()),
        body: fc.oneof(
          anything,
          fc.record({
            kind: fc.oneof(fc.constantFrom('password-set', 'letter-requested', '__proto__'), fc.string()),
            number: fc.oneof(fc.constant('0012345'), fc.string()),
            phc: fc.oneof(fc.constant(PHC), fc.string({ unit: 'binary' })),
          }),
        ),
      }),
    );
    const seen = new Set<string>();
    fc.assert(
      fc.property(hostile, (raw) => {
        // As it comes off the wire.
        const text = JSON.stringify(raw, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)) as
          | string
          | undefined;
        if (text !== undefined) seen.add(readEvent(SECRET, JSON.parse(text)).state);
      }),
      { numRuns: 10_000 },
    );
    expect(seen).toContain('malformed');
    expect(seen).toContain('unreadable');
  });
});
