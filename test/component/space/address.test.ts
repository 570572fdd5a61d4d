import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage, type TestPage } from '../support/page.ts';
import { NOW, sampleScreen } from '../support/screens.ts';

const screen = (changes: Partial<ScreenOf<'space-address'>> = {}): ScreenOf<'space-address'> =>
  sampleScreen('space-address', 'space-address-choose', changes);

async function toTown(page: TestPage): Promise<void> {
  await page.tap('choose-address');
  await page.type('line-1', '12 rue de la Fiction');
  await page.type('line-2', 'Appartement 4');
  await page.tap('submit');
  await page.tapDigits('44120');
  await page.tap('submit');
}

describe('a change of address', () => {
  it('asks for the towns of the code, and sends all that was given', async () => {
    const page = await openPage(screen());
    await toTown(page);
    expect(page.actions).toEqual([{ type: 'find-towns', postalCode: '44120' }]);
    await page.tap('submit');
    expect(page.actions[1]).toEqual({
      ...{ type: 'report-address', lines: ['12 rue de la Fiction', 'Appartement 4', ''] },
      ...{ postalCode: '44120', town: 'VERTOU', from: '2026-03-02' },
    });
  });

  it('takes the only town of a code, shows it, and lets another one be typed', async () => {
    const page = await openPage(screen());
    await toTown(page);
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('VERTOU');
    await page.tap('back');
    expect(page.phase).toBe('town');
    await page.tap('type-town');
    await page.type('town', 'Beautour');
    await page.tap('submit');
    expect(page.text).toContain('Beautour');
    await page.tap('back', 'back', 'submit');
    expect(page.phase, 'the town that was typed is not overwritten').toBe('town');
  });

  it('holds back empty lines, and announces characters that no address has', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    expect(page.isOff('submit')).toBe(true);
    await page.type('line-1', '12 rue @');
    await page.tap('submit');
    expect(page.phase).toBe('lines');
    expect(page.alerts).toEqual([m.address_line_characters()]);
  });

  it('types on the screen’s keyboard into the line that was touched last', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    page.field('line-2').focus();
    await page.tapKeys('a');
    expect([page.field('line-1').value, page.field('line-2').value]).toEqual(['', 'a']);
  });

  it('announces a code that is incomplete or that no town has', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '12 rue de la Fiction');
    await page.tap('submit');
    await page.tapDigits('4499');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.postal_malformed()]);
    expect(page.actions).toEqual([]);
    page.answer = () => screen({ towns: { postalCode: '44999', towns: [] } });
    await page.tapDigits('9');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.address_no_town({ code: '44999' })]);
  });

  it('lets a town be typed whose code has none, such as a CEDEX', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '12 rue de la Fiction');
    await page.tap('submit');
    page.answer = () => screen({ towns: { postalCode: '44040', towns: [] } });
    await page.tapDigits('44040');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.address_no_town({ code: '44040' })]);
    await page.tap('type-town');
    expect(page.isOff('submit')).toBe(true);
    await page.type('town', 'NANTES <1>');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.address_typed_characters()]);
    await page.fill('town', 'NANTES CEDEX 1');
    await page.tap('submit', 'submit');
    expect(page.actions.at(-1)).toEqual({
      ...{ type: 'report-address', lines: ['12 rue de la Fiction', '', ''], from: '2026-03-02' },
      ...{ postalCode: '44040', town: 'NANTES CEDEX 1', country: 'FR', isTownTyped: true },
    });
  });

  it('lets a town be typed that the list lacks', async () => {
    const page = await openPage(screen());
    await toTown(page);
    await page.tap('back', 'type-town');
    await page.type('town', 'Fictif');
    await page.tap('submit', 'submit');
    expect(page.actions.at(-1)).toMatchObject({ postalCode: '44120', town: 'Fictif', isTownTyped: true });
  });

  it('offers no town to type for a code that no address has', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '12 rue de la Fiction');
    await page.tap('submit');
    page.answer = () => screen({ towns: { postalCode: '00000', towns: [] } });
    await page.tapDigits('00000');
    await page.tap('submit');
    expect(page.has('type-town')).toBe(false);
    expect(page.has('abroad')).toBe(true);
  });

  it('takes an address abroad, and says which field is wrong', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '5 rue Fictive');
    await page.tap('submit', 'abroad');
    expect(page.phase).toBe('abroad');
    await page.type('town', 'Luxembourg');
    await page.type('country', 'Luxemburgo');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.address_country_unknown()]);
    await page.fill('country', 'Luxembourg');
    await page.type('postal-code', 'B-1000');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.address_abroad_code()]);
    expect(page.field('postal-code').getAttribute('aria-invalid')).toBe('true');
    await page.fill('postal-code', 'L-2449');
    await page.tap('submit', 'change-abroad', 'submit');
    expect(page.phase).toBe('recap');
    await page.tap('submit');
    expect(page.actions).toEqual([
      {
        ...{ type: 'report-address', lines: ['5 rue Fictive', '', ''], from: '2026-03-02' },
        ...{ postalCode: 'L-2449', town: 'Luxembourg', country: 'LU', isTownTyped: true },
      },
    ]);
  });

  it('leads back from abroad to France', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '5 rue Fictive');
    await page.tap('submit', 'abroad', 'back');
    expect(page.phase).toBe('lines');
    expect(page.field('line-1').value).toBe('5 rue Fictive');
    await page.tap('abroad');
    await page.type('country', 'France');
    await page.type('postal-code', '44000');
    await page.type('town', 'Nantes');
    await page.tap('submit');
    expect(page.phase).toBe('lines');
    expect(page.has('key-4'), 'the postal code is asked for').toBe(true);
  });

  it('asks for the lines of an address abroad without its postal code', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address', 'abroad');
    expect(page.phase).toBe('lines');
    expect(document.querySelector('[data-field="postal-code"]')).toBeNull();
    await page.type('line-1', '5 rue Fictive');
    await page.tap('submit');
    expect(page.phase).toBe('abroad');
  });

  it('takes a third line of those who have one, and keeps what else was typed', async () => {
    const page = await openPage(screen());
    await page.tap('choose-address');
    await page.type('line-1', '12 rue de la Fiction');
    await page.tap('submit');
    await page.tapDigits('441');
    await page.tap('add-line');
    await page.type('line-3', 'La Noë @');
    await page.tap('submit');
    expect(page.phase).toBe('place');
    expect(page.alerts).toEqual([m.address_line_characters()]);
    await page.fill('line-3', 'La Noë Fictive');
    await page.tap('submit');
    expect(page.phase).toBe('lines');
    expect(page.text).toContain('La Noë Fictive');
    expect(page.field('postal-code').value).toBe('441');
    await page.type('postal-code', '20');
    await page.tap('submit', 'submit');
    expect(page.actions.at(-1)).toMatchObject({
      lines: ['12 rue de la Fiction', '', 'La Noë Fictive'],
      postalCode: '44120',
    });
  });

  it('asks for the town again when the postal code is changed on the recapitulation', async () => {
    const page = await openPage(screen());
    await toTown(page);
    expect(page.phase).toBe('recap');
    await page.tap('change-lines', 'submit');
    expect(page.phase, 'the same code has the same town').toBe('recap');
    await page.tap('change-lines');
    page.answer = () => screen({ towns: { postalCode: '44000', towns: ['NANTES', 'AUTRE'] } });
    page.field('postal-code').focus();
    await expect.poll(() => page.has('key-clear')).toBe(true);
    await page.tap('key-clear');
    await page.tapDigits('44000');
    await page.tap('submit');
    await expect.poll(() => page.phase).toBe('town');
    await page.tap('town-0');
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('44000');
    expect(page.text).not.toContain('VERTOU');
  });

  it('turns the pages of many towns by itself', async () => {
    const page = await openPage(sampleScreen('space-address', 'space-address-towns'));
    await toTown(page);
    expect(page.isOff('previous-page')).toBe(true);
    expect(page.has('town-0')).toBe(true);
    await page.tap('next-page');
    expect(page.has('town-0')).toBe(false);
    await page.tap('previous-page', 'town-0');
    expect(page.phase).toBe('recap');
    expect(page.actions).toHaveLength(1);
  });

  it('begins today, unless another day is chosen on the recapitulation', async () => {
    const page = await openPage(screen());
    await toTown(page);
    expect(page.text).toContain(m.ask_today({ date: '2 mars 2026' }));
    await page.tap('change-from', 'from-month-up', 'submit');
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('2 avril 2026');
    await page.tap('change-from', 'back');
    expect(page.phase).toBe('recap');
    await page.tap('submit');
    expect(page.actions.at(-1)).toMatchObject({ type: 'report-address', from: '2026-04-02' });
  });

  it('refuses a day too far away', async () => {
    const page = await openPage(screen());
    await toTown(page);
    await page.tap('change-from', 'from-year-up', 'from-month-up', 'submit');
    expect(page.phase).toBe('from');
    expect(page.alerts).toHaveLength(1);
    expect(page.field('from-day').getAttribute('aria-invalid')).toBe('true');
  });

  it('shows on the recapitulation why it was not taken, and on its part what is wrong', async () => {
    const page = await openPage(screen());
    await toTown(page);
    page.answer = () => screen({ problem: { kind: 'not-allowed' } });
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    expect(page.alerts).toEqual([m.ask_not_allowed()]);
    page.answer = () => screen({ problem: { kind: 'field', field: 'town', issue: 'no-such-town' } });
    await page.tap('submit');
    expect(page.phase).toBe('town');
    expect(page.alerts).toHaveLength(1);
  });
});

describe('a change of a channel', () => {
  const contact = { state: 'ready', email: '*****@*****', phone: null, isMember: true } as const;

  it('sends a mobile number that was given twice', async () => {
    const page = await openPage(screen({ contact }));
    await page.tap('choose-phone');
    await page.tapDigits('0612345678');
    await page.tap('submit');
    await page.tapDigits('0613');
    expect(page.alerts).toEqual([m.contact_phone_differs()]);
    expect(page.isOff('submit')).toBe(true);
    await page.tap('key-erase');
    await page.tapDigits('2345678');
    expect(page.alerts).toEqual([]);
    expect(page.status).toContain(m.contact_phone_same());
    await page.tap('submit');
    expect(page.actions).toEqual([
      { type: 'open-contact' },
      { type: 'change-contact', channel: 'sms', value: '0612345678', valueAgain: '0612345678' },
    ]);
  });

  it('refuses a number that is not that of a mobile', async () => {
    const page = await openPage(screen({ contact }));
    await page.tap('choose-phone');
    await page.tapDigits('0240892291');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.contact_phone_not_mobile()]);
    expect(page.phase).toBe('phone');
  });

  it('takes a number with the code of a country, and tells of one that no phone has', async () => {
    const page = await openPage(screen({ contact }));
    await page.tap('choose-phone');
    await page.tapDigits('0700123456');
    await page.tap('submit');
    expect(page.alerts).toEqual([m.contact_phone_range()]);
    await page.tap('key-clear', 'key-plus');
    await page.tapDigits('262692123456');
    await page.tap('submit');
    expect(page.phase).toBe('phone-again');
    expect(page.has('key-plus')).toBe(true);
    await page.tapDigits('0692123456');
    await page.tap('submit');
    expect(page.actions).toContainEqual({
      ...{ type: 'change-contact', channel: 'sms' },
      ...{ value: '+262692123456', valueAgain: '0692123456' },
    });
  });

  it('sends an e-mail address, and says when head office cannot be asked', async () => {
    const page = await openPage(screen({ contact }));
    await page.tap('choose-email');
    await page.type('email', 'zoe.exemple@orange.fr');
    await page.tap('submit');
    page.answer = () => screen({ contact, problem: { kind: 'offline' } });
    await page.type('email-again', 'zoe.exemple@orange.fr');
    await page.tap('submit');
    expect(page.actions.at(-1)).toMatchObject({ channel: 'email', value: 'zoe.exemple@orange.fr' });
    expect(page.alerts).toHaveLength(1);
  });
});

describe('a new postal address', () => {
  const ask = { offers: [{ channel: 'sms' as const, masked: '** ** ** ** 91' }], sent: null, problem: null };
  const code = { of: 'address' as const, ask };

  it('is confirmed by a code, and what was typed is there again when it is given up', async () => {
    const page = await openPage(screen());
    await toTown(page);
    page.answer = () => screen({ code });
    await page.tap('submit');
    expect(page.phase).toBe('code-address');
    expect(page.text).toContain(m.address_code_lead());
    await page.tap('send-sms');
    expect(page.actions.at(-1)).toEqual({ type: 'send-fresh-code', channel: 'sms' });
    page.answer = () => screen();
    await page.tap('cancel');
    expect(page.phase).toBe('recap');
    expect(page.text).toContain('12 rue de la Fiction');
  });

  it('without any way to get a code leads to an adviser', async () => {
    const page = await openPage(screen({ code: { of: 'address', ask: { ...ask, offers: [] } } }));
    expect(page.text).toContain(m.fresh_none());
  });

  it('that head office could not be asked for a code is told in the recap', async () => {
    const page = await openPage(screen());
    await toTown(page);
    page.answer = () => screen({ problem: { kind: 'offline' } });
    await page.tap('submit');
    expect(page.phase).toBe('recap');
    expect(page.alerts).toHaveLength(1);
  });

  it.each([
    ['2026-03-16', true],
    ['2026-03-01', false],
  ])('once confirmed, with letters from %s on, says so: %s', async (lettersFrom, isTold) => {
    const sent = { receipt: 'KT4M-7XWA', headOffice: 'accepted', print: 'none' } as const;
    const page = await openPage(screen());
    await toTown(page);
    page.answer = () => screen({ sent, lettersFrom });
    await page.tap('submit');
    expect(page.phase).toBe('done');
    expect(page.text.includes('16 mars 2026')).toBe(isTold);
    expect(page.text).toContain(m.address_told());
  });
});

describe('the pause of a kiosk', () => {
  it('is announced where the request is sent', async () => {
    const page = await openPage(screen());
    await toTown(page);
    page.answer = () => screen({ problem: { kind: 'kiosk-paused', until: NOW + 3_600_000 } });
    await page.tap('submit');
    expect(page.alerts).toHaveLength(1);
    page.answer = () => null;
    await page.tap('submit');
    expect(page.actions.filter(({ type }) => type === 'report-address')).toHaveLength(2);
  });
});
