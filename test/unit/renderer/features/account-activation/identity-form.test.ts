import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IdentityPhase } from '../../../../../src-renderer/features/account-activation/identity-phases.ts';
import type { IdentityForm } from '../../../../../src-renderer/features/account-activation/identity-form.svelte.ts';
import type { ScreenOf } from '../../../../../src-shared/journey/screens.ts';

const EMAIL = 'claire.exemple@orange.fr';
const PASSWORD = 'Nantes-Loire44';

/** What can be found, and the part in which it is dealt with. */
const FOUND: [NonNullable<ScreenOf<'activate-identity'>['problem']>, IdentityPhase][] = [
  [{ kind: 'field', field: 'question', issue: 'missing' }, 'question'],
  [{ kind: 'field', field: 'secret-answer', issue: 'malformed' }, 'answer'],
  [{ kind: 'field', field: 'email', issue: 'malformed' }, 'email'],
  [{ kind: 'field', field: 'email-again', issue: 'differs' }, 'email'],
  [{ kind: 'field', field: 'terms', issue: 'missing' }, 'terms'],
  [{ kind: 'email-taken' }, 'email'],
  [{ kind: 'refused', broken: ['personal'] }, 'password'],
  [{ kind: 'mismatch' }, 'confirmation'],
  [{ kind: 'offline' }, 'terms'],
];

let make: (withQuestion?: boolean) => IdentityForm;

const QUESTIONS = ['childhood-book', 'first-school', 'first-car'] as const;

beforeEach(async () => {
  vi.stubGlobal(
    '$state',
    Object.assign(<T>(value: T): T => value, { raw: <T>(value: T): T => value }),
  );
  const { IdentityForm: Class } =
    await import('../../../../../src-renderer/features/account-activation/identity-form.svelte.ts');
  make = (withQuestion = true) => new Class(withQuestion ? QUESTIONS : null);
});

afterEach(() => vi.unstubAllGlobals());

/** A form in which all is given; the terms are shown. */
function filled(): IdentityForm {
  const form = make();
  form.takeQuestion('first-school');
  form.takeAnswer('Jules Ferry');
  form.takeEmail(EMAIL, EMAIL.toUpperCase());
  form.takePassword(PASSWORD);
  form.takeConfirmation(PASSWORD);
  return form;
}

describe('the parts of an activation', () => {
  it('come one after the other and end with the terms', () => {
    const form = make();
    const seen = [form.phase];
    for (const give of [
      () => form.takeAnswer('Jules Ferry'),
      () => form.takeEmail(EMAIL, EMAIL),
      () => form.takePassword(PASSWORD),
      () => form.takeConfirmation(PASSWORD),
    ]) {
      expect(form.place).toEqual({ step: seen.length, of: 5 });
      give();
      seen.push(form.phase);
    }
    expect(seen).toEqual(['answer', 'email', 'password', 'confirmation', 'terms']);
  });

  it('begin with the address where secret questions are turned off', () => {
    const form = make(false);
    expect([form.phase, form.place, form.back]).toEqual(['email', { step: 1, of: 4 }, null]);
    expect(form.action('')).toMatchObject({ question: '', secretAnswer: '' });
  });

  it('go back one by one, to the first', () => {
    const form = filled();
    const seen: string[] = [];
    for (let back = form.back; back !== null; back = form.back) {
      back();
      seen.push(form.phase);
    }
    expect(seen).toEqual(['confirmation', 'password', 'email', 'answer']);
  });

  it('are sent as they were given', () => {
    expect(filled().action('2026-01')).toEqual({
      type: 'activate-account',
      question: 'first-school',
      secretAnswer: 'Jules Ferry',
      email: EMAIL,
      emailAgain: EMAIL.toUpperCase(),
      password: PASSWORD,
      confirmation: PASSWORD,
      terms: '2026-01',
    });
  });

  it('are forgotten when the screen ends', () => {
    const form = filled();
    form.wipe();
    expect(JSON.stringify(form.action(''))).not.toMatch(/Jules|claire|Nantes|school/iu);
  });
});

describe('a change of what was given', () => {
  it('asks again only for what depends on it', () => {
    const form = filled();
    form.changeEmail();
    form.takeEmail('claire@free.fr', 'CLAIRE@free.fr');
    expect([form.phase, form.emailAgain]).toEqual(['terms', 'CLAIRE@free.fr']);
  });

  it('that changes nothing leads straight back to the terms', () => {
    const form = filled();
    form.changeEmail();
    form.takeEmail(EMAIL, EMAIL);
    expect([form.phase, form.emailAgain]).toEqual(['terms', EMAIL]);
  });

  it('of the question comes back to its answer, which is kept for the same question', () => {
    const form = filled();
    form.changeQuestion();
    expect([form.phase, form.place]).toEqual(['question', { step: 1, of: 5 }]);
    form.back?.();
    expect([form.phase, form.secretAnswer]).toEqual(['answer', 'Jules Ferry']);
    form.changeQuestion();
    form.takeQuestion('first-school');
    expect([form.phase, form.secretAnswer]).toEqual(['answer', 'Jules Ferry']);
  });

  it('of the question drops the answer to the other one', () => {
    const form = filled();
    form.takeQuestion('first-car');
    expect([form.phase, form.secretAnswer]).toEqual(['answer', '']);
  });
});

describe('what head office or main found', () => {
  it.each(FOUND)('%j is dealt with in its part, and nothing typed is lost', (problem, phase) => {
    const form = filled();
    const before = form.action('2026-01');
    form.showProblem(problem);
    expect([form.phase, form.problemHere]).toEqual([phase, problem]);
    expect(form.action('2026-01')).toEqual(before);
  });

  it('is said in its part alone, until that part is given again', () => {
    const form = filled();
    form.showProblem({ kind: 'email-taken' });
    form.back?.();
    expect([form.phase, form.problemHere]).toEqual(['answer', null]);
    form.takeAnswer('Jules Ferry');
    form.changeEmail();
    expect(form.problemHere).toEqual({ kind: 'email-taken' });
    form.takeEmail('claire@free.fr', 'claire@free.fr');
    expect(form.problem).toBeNull();
  });
});
