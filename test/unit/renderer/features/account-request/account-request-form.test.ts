import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestPurpose } from '../../../../../src-renderer/features/account-request/account-request-fields.ts';
import type { RequestForm } from '../../../../../src-renderer/features/account-request/account-request-form.svelte.ts';

const MEMBER = { situation: 'member', today: '2026-03-02' } as const;
const INSURED = { situation: 'insured', today: '2026-03-02' } as const;
const EMAIL = 'claire.exemple@orange.fr';
const GIVEN = [
  { number: '012345678' },
  { email: EMAIL, 'email-again': ` ${EMAIL.toUpperCase()}` },
  { 'family-name': 'd’Exemple', 'postal-code': '44000' },
  { 'birth-date': '05/02/1950' },
];
const ANSWER = { way: 'text', challenge: 'sample-challenge-03', typed: 'ADEHJ' } as const;

let make: (purpose?: RequestPurpose) => RequestForm;

beforeEach(async () => {
  vi.stubGlobal(
    '$state',
    Object.assign(<T>(value: T): T => value, { raw: <T>(value: T): T => value }),
  );
  const { RequestForm: Class } =
    await import('../../../../../src-renderer/features/account-request/account-request-form.svelte.ts');
  make = (purpose = 'create') => new Class(purpose);
});

afterEach(() => vi.unstubAllGlobals());

function filled(): RequestForm {
  const form = make();
  for (const typed of GIVEN) form.take(typed, MEMBER);
  return form;
}

describe('a request for an account', () => {
  it('is asked for part by part, then shown whole, then sent as it was given', () => {
    const form = make();
    const shown: string[] = [];
    for (const typed of GIVEN) {
      shown.push(form.phase);
      form.take(typed, MEMBER);
    }
    expect(shown).toEqual(['number', 'email', 'family-name', 'birth-date']);
    expect(form.phase).toBe('recap');
    form.goOn();
    expect([form.phase, form.place, form.parts.length]).toEqual(['robot', 6, 6]);
    expect(form.action(ANSWER)).toEqual({
      type: 'request-account',
      number: '012345678',
      email: EMAIL,
      emailAgain: ` ${EMAIL.toUpperCase()}`,
      familyName: 'd’Exemple',
      birthDate: '1950-02-05',
      postalCode: '44000',
      answer: ANSWER,
    });
  });

  it('asks for no e-mail when an identifier is lost', () => {
    const form = make('identifier');
    form.take({ number: '1 99 05 2a 109 012 17' }, INSURED);
    expect(form.phase).toBe('family-name');
    expect(form.parts).toEqual(['number', 'family-name', 'birth-date', 'recap', 'robot']);
    expect(form.given.number).toBe('199052A10901217');
  });

  it.each([
    ['number', '12', 'malformed'],
    ['email', 'claire@exemple', 'malformed'],
    ['email-again', 'claire.exempel@orange.fr', 'differs'],
    ['family-name', 'Exemple 😀', 'characters'],
    ['birth-date', '31/02/1950', 'no-such-day'],
    ['birth-date', '03/03/2026', 'future'],
    ['postal-code', '4400', 'malformed'],
  ] as const)('stays at %s for %s', (field, typed, issue) => {
    const form = filled();
    form.change(field);
    const before = form.given;
    form.take({ [field]: typed }, MEMBER);
    expect([form.phase, form.issue]).toEqual([field, issue]);
    expect(form.given).toBe(before);
    form.back?.();
    expect(form.issue).toBeNull();
  });

  it('says of a NIR whether its form or its key is wrong', () => {
    const form = make();
    form.take({ number: '1 99 05 2A 109 012 18' }, INSURED);
    expect(form.issue).toBe('key');
    form.take({ number: '1 99 05' }, INSURED);
    expect(form.issue).toBe('malformed');
  });

  it('goes back part by part and keeps what was given', () => {
    const form = filled();
    const seen: string[] = [];
    while (form.back !== null) {
      form.back();
      seen.push(form.phase);
    }
    expect(seen).toEqual(['birth-date', 'family-name', 'email', 'number']);
    expect(form.given['postal-code']).toBe('44000');
  });

  it('returns to the recap after a change', () => {
    const form = filled();
    form.change('family-name');
    form.take({ 'family-name': 'Autre', 'postal-code': '44000' }, MEMBER);
    expect([form.phase, form.given['family-name']]).toEqual(['recap', 'Autre']);
    form.change('number');
    form.back?.();
    expect(form.phase).toBe('recap');
    form.change('number');
    form.goOn();
    expect(form.phase).toBe('recap');
  });

  it('has a changed address typed twice before the recap', () => {
    const form = filled();
    form.change('email');
    form.take({ email: 'autre@exemple.fr', 'email-again': EMAIL }, MEMBER);
    expect([form.phase, form.part, form.issue]).toEqual(['email-again', 'email', 'differs']);
    expect(form.given.email).toBe(EMAIL);
    form.take({ email: 'autre@exemple.fr', 'email-again': 'autre@exemple.fr' }, MEMBER);
    expect([form.phase, form.given.email]).toEqual(['recap', 'autre@exemple.fr']);
  });

  it('leads to the field that main refuses, with its reason', () => {
    const form = filled();
    form.goOn();
    form.showProblem({ kind: 'field', field: 'birth-date', issue: 'future' });
    expect([form.phase, form.issue]).toEqual(['birth-date', 'future']);
    form.take({ 'birth-date': '05/02/1950' }, MEMBER);
    expect([form.phase, form.issue]).toEqual(['recap', null]);
  });

  it('keeps everything while head office cannot be reached, until it is sent again', () => {
    const form = filled();
    form.goOn();
    form.showProblem({ kind: 'offline' });
    expect([form.phase, form.failure]).toEqual(['recap', { kind: 'offline' }]);
    form.goOn();
    expect(form.action(ANSWER)).toMatchObject({ number: '012345678' });
    expect(form.failure).toBeNull();
  });

  it('stays at the anti-robot after a missed answer', () => {
    const form = filled();
    form.goOn();
    form.showProblem({ kind: 'challenge-missed' });
    expect(form.phase).toBe('robot');
  });

  it('judges a name before its postal code is typed, on one screen', () => {
    const form = make('identifier');
    form.take({ number: '012345678' }, MEMBER);
    expect(form.keep({ 'family-name': 'Exemple 2' }, MEMBER)).toBe(false);
    expect([form.part, form.issue]).toEqual(['family-name', 'characters']);
    expect(form.keep({ 'family-name': 'Exemple' }, MEMBER)).toBe(true);
    form.take({ 'family-name': 'Exemple', 'postal-code': '440' }, MEMBER);
    expect([form.phase, form.part, form.issue]).toEqual(['postal-code', 'family-name', 'malformed']);
  });

  it('forgets all that was given', () => {
    const form = filled();
    form.wipe();
    expect(Object.values(form.given).join('')).toBe('');
  });
});
