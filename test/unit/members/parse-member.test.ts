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
    expect(parseMember(JSON.stringify(member))).toEqual({ ok: true, member, emptied: [] });
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
    ['no name', changed({ familyName: '' }), { reason: 'invalid', field: 'familyName', issue: 'too_small' }],
    ['a field more', changed({ secret: 'x' }), { reason: 'invalid', issue: 'unrecognized_keys' }],
  ])('rejects %s', (_name, line, rejection) => {
    expect(parseMember(line)).toEqual({ ok: false, rejection });
  });

  it.each<[string, string, object, string | null, string | null]>([
    ['no e-mail field', without('email'), { email: null }, 'email', 'invalid_type'],
    ['an accent in the e-mail', changed({ email: 'zoé@a.fr' }), { email: null }, 'email', 'accent'],
    ['NEANT for an e-mail', changed({ email: 'NEANT' }), { email: null }, 'email', 'malformed'],
    ['an empty e-mail', changed({ email: '' }), { email: null }, null, null],
    ['two e-mails', changed({ email: 'a@b.fr ; c@d.fr' }), { email: 'a@b.fr' }, null, null],
    ['an e-mail in capitals', changed({ email: 'A@B.fr' }), { email: 'a@b.fr' }, null, null],
    ['a phone of this country', changed({ phone: '0639980001' }), { phone: '+33639980001' }, null, null],
    ['a phone that nobody has', changed({ phone: '0700123456' }), { phone: null }, 'phone', 'range'],
    ['a number for a phone', changed({ phone: 639_980_001 }), { phone: null }, 'phone', 'invalid_type'],
    [
      'a day that was none',
      changed({ birthDate: '1983-02-29' }),
      { birthDate: '0000-00-00' },
      'birthDate',
      'malformed',
    ],
    ['a birth date in parts', changed({ birthDate: '1941-05-00' }), { birthDate: '1941-05-00' }, null, null],
    [
      'a number for a postal code',
      changed({ postalCode: 44_000 }),
      { postalCode: null },
      'postalCode',
      'invalid_type',
    ],
  ])('keeps a member with %s', (_name, line, change, field, issue) => {
    expect(parseMember(line)).toEqual({
      ok: true,
      member: { ...SOUND, ...change },
      emptied: field === null ? [] : [{ reason: 'invalid', field, issue }],
    });
  });

  it('keeps a member with a language that is not offered, without it', () => {
    const parsed = parseMember(changed({ language: 'de' }));
    expect(parsed).toMatchObject({ ok: true, emptied: [{ field: 'language' }] });
    expect(parsed.ok && 'language' in parsed.member).toBe(false);
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
