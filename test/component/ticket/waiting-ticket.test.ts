import { describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';

const take = (problem: ScreenOf<'take-ticket'>['problem'] = null): ScreenOf<'take-ticket'> => ({
  ...{ id: 'take-ticket', problem },
});

const given = (changes: Partial<ScreenOf<'waiting-ticket'>> = {}): ScreenOf<'waiting-ticket'> => ({
  ...{ id: 'waiting-ticket', ticket: { code: 'K7RM', until: Date.now() }, waitsFor: 'code' },
  ...{ print: 'possible', problem: null, ...changes },
});

const KEYS = ['key-K', 'key-7', 'key-R', 'key-M'];
const SENT = [{ type: 'take-ticket', ticket: 'K7RM' }];

describe('a waiting ticket that is shown', () => {
  it('is typed on its pad and sent', async () => {
    const page = await openPage(take());
    await page.tap(...KEYS, 'submit');
    expect(page.actions).toEqual(SENT);
  });

  it('comes from a keyboard in small letters', async () => {
    const page = await openPage(take());
    await page.pressKeys('k7rm');
    await page.press('Enter');
    expect(page.actions).toEqual(SENT);
  });

  it('is typed afresh when it was refused, and kept while head office cannot be asked', async () => {
    const page = await openPage(take());
    page.answer = () => take({ kind: 'offline' });
    await page.tap(...KEYS, 'submit');
    expect(page.alerts).toContain(m.take_ticket_offline());
    page.answer = () => take({ kind: 'ticket-refused', triesLeft: 4 });
    await page.tap('submit');
    expect(page.actions).toHaveLength(2);
    expect(page.alerts.join(' ')).toContain(m.take_ticket_refused());
    await page.tap('submit');
    expect(page.actions, 'nothing is typed any more').toHaveLength(2);
  });

  it('leaves the way without it open', async () => {
    const page = await openPage(take({ kind: 'ticket-paused', until: Date.now() }));
    await page.tap('open-password');
    expect(page.actions).toEqual([{ type: 'open', entry: 'password' }]);
  });
});

describe('a waiting ticket that is given', () => {
  it('is printed, and gives the place to others', async () => {
    const page = await openPage(given());
    await page.tap('print-receipt', 'continue');
    expect(page.actions).toEqual([{ type: 'print-receipt' }, { type: 'continue' }]);
  });

  it('is asked for again where there was none, or the member stays', async () => {
    const page = await openPage(given({ ticket: null, print: 'none', problem: { kind: 'offline' } }));
    expect(page.alerts).toContain(m.ticket_offline());
    await page.tap('step-aside', 'back-here');
    expect(page.actions).toEqual([{ type: 'step-aside' }, { type: 'back' }]);
  });
});
