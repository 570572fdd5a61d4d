import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMember, type Rejection } from '../../../src-main/members/parse-member.ts';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';

const SOUND = DEMO_CAST.both;
const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...SOUND, ...change });
const without = (field: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(SOUND).filter(([name]) => name !== field)));

describe('parseMember', () => {
  it.each(Object.entries(DEMO_CAST))('takes a member with %s', (_name, member) => {
    expect(parseMember(JSON.stringify(member))).toEqual({ ok: true, member });
  });

  it.each<[string, string, Rejection]>([
    ['not JSON', '{"number":', { reason: 'not-json' }],
    ['a line cut short', JSON.stringify(SOUND).slice(0, -9), { reason: 'not-json' }],
    ['an array', '[]', { reason: 'invalid', issue: 'invalid_type' }],
    ['null', 'null', { reason: 'invalid', issue: 'invalid_type' }],
    [
      'a number that is a number',
      changed({ number: 123456 }),
      { reason: 'invalid', field: 'number', issue: 'invalid_type' },
    ],
    [
      'five digits',
      changed({ number: '12345' }),
      { reason: 'invalid', field: 'number', issue: 'invalid_format' },
    ],
    [
      'a date that is none',
      changed({ birthDate: '1983-02-29' }),
      { reason: 'invalid', field: 'birthDate', issue: 'invalid_format' },
    ],
    ['no name', changed({ familyName: '' }), { reason: 'invalid', field: 'familyName', issue: 'too_small' }],
    ['no e-mail field', without('email'), { reason: 'invalid', field: 'email', issue: 'invalid_type' }],
    [
      'a phone of this country only',
      changed({ phone: '0639980001' }),
      { reason: 'invalid', field: 'phone', issue: 'invalid_format' },
    ],
    [
      'a language that is not offered',
      changed({ language: 'de' }),
      { reason: 'invalid', field: 'language', issue: 'invalid_value' },
    ],
    ['a field more', changed({ secret: 'x' }), { reason: 'invalid', issue: 'unrecognized_keys' }],
  ])('rejects %s', (_name, line, rejection) => {
    expect(parseMember(line)).toEqual({ ok: false, rejection });
  });

  it('never quotes what stands in a line', () => {
    const marker = 'ZQXJ';
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...Object.keys(SOUND), marker), (json, field) => {
        const line = changed({ [field]: `${marker}${json}`, [`${marker}${json}`]: marker });
        expect(JSON.stringify(parseMember(line))).not.toContain(marker);
      }),
    );
  });

  it('takes any line without a crash', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        expect(parseMember(line).ok).toBe(false);
      }),
    );
  });
});
