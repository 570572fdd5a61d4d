import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { PICTURES } from '../../../tools/preview/sample.ts';
import { openPage, type TestPage } from '../support/page.ts';

const request = (changes: Partial<ScreenOf<'account-request'>> = {}): ScreenOf<'account-request'> => ({
  ...{ id: 'account-request', purpose: 'create', situation: 'member', today: '2026-03-02' },
  isPassed: false,
  ...{ challenge: PICTURES, problem: null },
  ...changes,
});

const EMAIL = 'claire.exemple@orange.fr';

async function fillIn(page: TestPage): Promise<void> {
  await page.tapDigits('012345678');
  await page.tap('submit');
  await page.type('email', EMAIL);
  await page.tap('submit');
  await page.type('email-again', EMAIL);
  await page.tap('submit');
  await page.type('family-name', 'Exemple');
  await page.tap('submit');
  await page.tapDigits('44000');
  await page.tap('submit');
  await page.tapDigits('05021950');
  await page.tap('submit');
}

describe('a request for an account', () => {
  it('sends all that was given, with the answer to the anti-robot', async () => {
    const page = await openPage(request());
    await fillIn(page);
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('Exemple');
    await page.tap('submit', 'picture-2');
    expect(page.actions).toEqual([
      {
        ...{ type: 'request-account', number: '012345678', email: EMAIL, emailAgain: EMAIL },
        ...{ familyName: 'Exemple', birthDate: '1950-02-05', postalCode: '44000' },
        answer: { way: 'picture', challenge: 'sample-challenge-01', picture: 'sample-picture-02' },
      },
    ]);
  });

  it('changes one line of the recapitulation and comes back to it', async () => {
    const page = await openPage(request());
    await fillIn(page);
    await page.tap('change-postal-code');
    expect(page.phase).toBe('family-name');
    await page.tap('key-clear');
    await page.tapDigits('56000');
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    await page.tap('submit', 'picture-0');
    expect(page.actions[0]).toMatchObject({ postalCode: '56000', familyName: 'Exemple' });
  });

  it('takes the postal code of another country, typed with letters', async () => {
    const page = await openPage(request());
    await fillIn(page);
    await page.tap('change-postal-code', 'abroad');
    await page.type('postal-code', 'L/2449');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.postal_abroad_malformed()]);
    await page.fill('postal-code', 'l-2449');
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    await page.tap('submit', 'picture-0');
    expect(page.actions[0]).toMatchObject({ postalCode: 'L-2449', isAbroad: true });
  });

  it('announces what is wrong with each field and stays there', async () => {
    const page = await openPage(request());
    await page.tapDigits('4');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.identify_malformed({ min: 6, max: 10 })]);
    await page.tap('key-clear');
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('email', 'claire@');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.email_malformed()]);
    expect(page.phase).toBe('email');
    expect(page.actions).toEqual([]);
  });

  it('doubts a domain that is nearly a common one, and takes the correction by one touch', async () => {
    const page = await openPage(request());
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('email', 'claire.exemple@gmial.com');
    await page.tap('submit');
    expect(page.phase).toBe('email-doubt');
    await page.tap('take-likely');
    expect(page.phase).toBe('email');
    await page.type('email-again', 'claire.exemple@gmial');
    expect(page.alerts).toEqual([m.email_differs()]);
    expect(page.isOff('submit')).toBe(true);
  });

  it('proposes a dot for a comma, and does not keep what no server takes', async () => {
    const page = await openPage(request());
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('email', 'claire.exemple@gmail,com');
    await page.tap('submit');
    expect(page.phase).toBe('email-doubt');
    expect(page.has('keep-typed')).toBe(false);
    await page.tap('mend-typed');
    expect(page.phase).toBe('email');
    await page.tap('submit');
    await page.tap('take-likely');
    await page.type('email-again', 'claire.exemple@gmail.com');
    expect(page.isOff('submit')).toBe(false);
  });

  it('takes an international domain, and shows it as typed', async () => {
    const page = await openPage(request());
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('email', 'Jean@Société.fr');
    await page.tap('submit');
    await page.type('email-again', 'jean@société.fr');
    expect(page.alerts).toEqual([]);
    expect(page.isOff('submit')).toBe(false);
  });

  it('refuses a name with digits and a day that does not exist', async () => {
    const page = await openPage(request({ purpose: 'identifier' }));
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('family-name', 'Exemple 2');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.name_characters()]);
    await page.press('Backspace');
    await page.press('Backspace');
    await page.tap('submit');
    await page.tapDigits('44000');
    await page.tap('submit');
    await page.tapDigits('31021950');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.birth_no_such_day()]);
    expect(page.phase).toBe('birth-date');
  });

  it('takes a birth date of which the day is not known, and shows what is', async () => {
    const page = await openPage(request({ purpose: 'identifier' }));
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('family-name', 'Exemple');
    await page.tap('submit');
    await page.tapDigits('44000');
    await page.tap('submit');
    await page.tapDigits('00000000');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.birth_incomplete()]);
    await page.tap('key-clear');
    await page.tapDigits('00051941');
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('mai 1941');
  });

  it('takes the NIR of somebody born in Corsica, and checks its key', async () => {
    const page = await openPage(request({ purpose: 'identifier', situation: 'insured' }));
    const nir = Array.from('199052A10901217', (character) => `key-${character}`);
    await page.tap(...nir.slice(0, -1), 'key-0', 'submit');
    expect(page.alerts).toEqual([m.nir_key()]);
    await page.tap('key-erase', 'key-7', 'submit');
    expect(page.phase).toBe('family-name');
  });

  it('leads to the field that the application finds wrong', async () => {
    const page = await openPage(request());
    await fillIn(page);
    page.answer = () => request({ problem: { kind: 'field', field: 'birth-date', issue: 'future' } });
    await page.tap('submit', 'picture-0');
    expect(page.phase).toBe('birth-date');
    expect(page.alerts).toEqual([m.birth_future()]);
  });
});

describe('the wheels of a date', () => {
  it('turn by arrows and by the keys up and down, and read out the month', async () => {
    const page = await openPage(request({ purpose: 'identifier' }));
    await page.tapDigits('012345678');
    await page.tap('submit');
    await page.type('family-name', 'Exemple');
    await page.tap('submit');
    await page.tapDigits('44000');
    await page.tap('submit');
    await page.tap('birth-day-up', 'birth-month-up');
    page.field('birth-month').focus();
    const before = page.field('birth-month').value;
    await page.press('ArrowUp');
    expect(Number(page.field('birth-month').value)).toBe(Number(before) + 1);
    expect(page.field('birth-month').getAttribute('aria-valuetext')).toBe('février');
    await page.tap('birth-month-down');
    expect(page.field('birth-month').value).toBe(before);
  });
});
