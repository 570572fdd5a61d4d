import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { STAFF_ACT_NAMES } from '../../../src-shared/policy/staff/staff-acts.ts';
import { openPage } from '../support/page.ts';
import { assist, PARKED, visit } from './samples.ts';

const NO_DETAILS = { document: null, channel: null, contact: null, second: null };

describe('beside a member', () => {
  it('says the step, the block and what was tried, in words', async () => {
    const page = await openPage(assist(), PARKED);
    expect(page.text).toContain(m.staff_assist_step({ step: m.staff_step_enter_code() }));
    expect(page.text).toContain('trop de codes faux');
    expect(page.text).toContain('×\u00a04');
    expect(page.text).not.toMatch(/enter-code|code-tries|code-wrong/u);
  });

  it('says so when nothing blocks, and when the visit has ended', async () => {
    const free = await openPage(assist({}, { visit: visit({ block: null, tried: [] }) }), PARKED);
    expect(free.text).toContain(m.staff_assist_free());
    free.show(assist({}, { visit: null }));
    expect(free.text).toContain(m.staff_assist_over());
  });

  it('leaves out what does not concern the step, and names what stands in the way of the rest', async () => {
    const page = await openPage(
      assist({ 'attest-anti-robot': 'not-here', 'give-try': 'offline', 'more-time': 'limit' }),
      PARKED,
    );
    expect(page.has('act-attest-anti-robot')).toBe(false);
    expect(page.isOff('act-give-try')).toBe(true);
    expect(page.isOff('act-more-time')).toBe(true);
    await page.tap('act-give-try');
    expect(page.phase).toBe('acts');
  });

  it('gives the screen back', async () => {
    const page = await openPage(assist(), PARKED);
    await page.tap('staff-give-back');
    expect(page.actions).toEqual([{ type: 'leave' }]);
  });
});

describe('an act', () => {
  it.each(STAFF_ACT_NAMES)('%s says its consequence first, and asks why', async (act) => {
    const page = await openPage(assist(), PARKED);
    await page.tap(`act-${act}`);
    expect(page.phase).toBe('reason');
    expect(page.text).toContain(m.staff_reason_title());
    expect(page.actions).toEqual([]);
    await page.tap('cancel');
    expect(page.phase).toBe('acts');
    expect(page.actions, 'a cancelled act sends nothing').toEqual([]);
  });

  it('with an identity check notes the kind and four characters, then asks for the code', async () => {
    const page = await openPage(assist(), PARKED);
    await page.tap('act-give-try', 'choose-identity-shown', 'choose-passport');
    await page.fill('last', '4f7');
    expect(page.isOff('submit')).toBe(true);
    await page.fill('last', '4f7k');
    await page.tap('submit');
    await page.fill('code', '123456');
    await page.tap('submit');
    expect(page.actions).toEqual([
      {
        ...{ type: 'staff-act', act: 'give-try', reason: 'identity-shown', code: '123456' },
        details: { ...NO_DETAILS, document: { kind: 'passport', last: '4F7K' } },
      },
    ]);
  });

  it('sends a code by the channel that was chosen', async () => {
    const page = await openPage(assist(), PARKED);
    await page.tap('act-resend-code', 'choose-code-not-arrived', 'choose-sms');
    expect(page.actions).toEqual([
      {
        ...{ type: 'staff-act', act: 'resend-code', reason: 'code-not-arrived', code: null },
        details: { ...NO_DETAILS, channel: 'sms' },
      },
    ]);
  });

  it('corrects a postal address part by part, with a second adviser where head office asks for one', async () => {
    const outcome = { act: 'correct-contact', result: 'second-adviser', until: null } as const;
    const page = await openPage(assist({}, { outcome }), PARKED);
    expect(page.alerts.join(' ')).toContain(m.staff_out_second_adviser());
    await page.tap('act-correct-contact', 'choose-moved', 'choose-letter');
    for (const value of ['12 rue des Lilas', '44000', 'Nantes']) {
      await page.fill('value', value);
      await page.tap('submit');
    }
    await page.tap('choose-identity-card');
    await page.fill('last', '12AB');
    await page.tap('submit');
    for (const shown of ['471200', '583926', 'ACDE-FGHJ']) {
      await page.fill('second', shown);
      await page.tap('submit');
    }
    const contact = { kind: 'letter', lines: ['12 rue des Lilas'], postalCode: '44000', town: 'Nantes' };
    expect(page.actions).toEqual([
      {
        ...{ type: 'staff-act', act: 'correct-contact', reason: 'moved', code: null },
        details: {
          ...{ document: { kind: 'identity-card', last: '12AB' }, channel: null, contact },
          second: { badge: '471200', pin: '583926', code: 'ACDE-FGHJ' },
        },
      },
    ]);
  });

  it('goes back one question at a time', async () => {
    const page = await openPage(assist(), PARKED);
    await page.tap('act-correct-contact', 'choose-moved', 'choose-email', 'back');
    expect(page.phase).toBe('contact');
    await page.tap('back', 'cancel');
    expect(page.phase).toBe('acts');
    expect(page.actions).toEqual([]);
  });
});
