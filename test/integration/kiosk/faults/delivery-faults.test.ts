import type { SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import { describe, expect, it } from 'vitest';
import type { Screen } from '../../../../src-shared/journey/screens.ts';
import type { View } from '../../../../src-shared/journey/view.ts';
import { DEMO_CAST } from '../../../../tools/demo/demo-members.ts';
import type { SmsAnswer } from '../../../../tools/demo/sms-gateway.ts';
import { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import { codeIn } from '../../../support/fakes/mailbox.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const { both, emailOnly } = DEMO_CAST;

/** True for `enter-code` in one of the states. */
function isDelivery(...states: Extract<Screen, { id: 'enter-code' }>['delivery'][]) {
  return ({ screen }: View): boolean => screen.id === 'enter-code' && states.includes(screen.delivery);
}

async function ask(rig: KioskRig, channel: SentChannel, number: string = both.number): Promise<void> {
  await rig.identify(number);
  await rig.choose(channel);
}

/** Lets the waits of the dispatcher pass, second by second, with the network's own time between. */
async function retryUntil(rig: KioskRig, fits: (view: View) => boolean): Promise<void> {
  for (let second = 0; second < 120 && !fits(rig.view); second += 1) {
    rig.alive(true);
    await rig.time.advance(1000);
    await rig.until(() => true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await rig.act({ type: 'show' });
  }
  expect(fits(rig.view), JSON.stringify(rig.view.screen)).toBe(true);
}

/** Waits until a try has failed that many times, as the log tells it. */
async function failed(rig: KioskRig, times: number): Promise<void> {
  await rig.until(() => rig.logged.filter((line) => line.includes('delivery-postponed')).length >= times);
}

describe('a mail server', () => {
  it('that is down: "trying", "late" after 20 s by itself, and "sent" by itself once it is up', async () => {
    const rig = await KioskRig.open();
    await rig.mailDown();
    await ask(rig, 'email');
    expect(rig.screen('enter-code').delivery).toBe('trying');
    await failed(rig, 1);
    rig.pushed.length = 0;
    await rig.time.advance(19_999);
    expect(rig.screen('enter-code').delivery).toBe('trying');
    await rig.time.advance(1);
    expect(rig.pushed.at(-1)?.screen).toMatchObject({ id: 'enter-code', delivery: 'late' });
    await rig.mailUp();
    await retryUntil(rig, isDelivery('sent'));
    expect(rig.pushed.at(-1)?.screen).toMatchObject({ delivery: 'sent' });
    await rig.act({ type: 'enter-code', code: codeIn((await rig.mail.next()).text) });
    rig.screen('define-password');
  });

  it('that is down: another channel serves at once, and the mail is not sent any more', async () => {
    const rig = await KioskRig.open();
    await rig.mailDown();
    await ask(rig, 'email');
    await rig.act({ type: 'back' });
    await rig.choose('sms');
    const code = codeIn((await rig.sms.next()).text);
    await rig.mailUp();
    await rig.time.advance(30_000);
    await rig.act({ type: 'enter-code', code });
    rig.screen('define-password');
    const states = rig.onJournal((journal) =>
      journal.prepare('SELECT channel, state FROM outbox ORDER BY id').all(),
    );
    expect(states).toEqual([
      { channel: 'email', state: 'voided' },
      { channel: 'sms', state: 'sent' },
    ]);
    expect(rig.mail.all, 'a void code would only confuse').toEqual([]);
  });

  it('that is down: the code of a visit that was left does not come after that of the next', async () => {
    const rig = await KioskRig.open();
    await rig.mailDown();
    await ask(rig, 'email');
    await failed(rig, 1);
    await rig.act({ type: 'leave' });
    await rig.time.advance(MINUTE);
    await rig.mailUp();
    await ask(rig, 'email');
    await rig.until(isDelivery('sent'));
    await rig.time.advance(20_000);
    expect(rig.mail.all).toHaveLength(1);
  });

  it('that refuses the address: "refused" by itself, once; the other channel works', async () => {
    const rig = await KioskRig.open({}, { mail: { faults: { refuse: () => true } } });
    await ask(rig, 'email');
    await rig.until(isDelivery('refused'));
    await rig.act({ type: 'back' });
    await rig.choose('sms');
    await rig.act({ type: 'enter-code', code: codeIn((await rig.sms.next()).text) });
    rig.screen('define-password');
    expect(rig.logged.filter((line) => line.includes('delivery-refused'))).toHaveLength(1);
    expect(rig.mail.all).toEqual([]);
  });

  it('that is slow is waited for, and only its acceptance is called "sent"', async () => {
    const rig = await KioskRig.open({}, { mail: { faults: { delayMs: 400, delayAt: 'data' } } });
    await ask(rig, 'email');
    const mail = await rig.mail.next();
    await rig.act({ type: 'show' });
    expect(rig.screen('enter-code').delivery, 'it has the mail, but has not said so').toBe('trying');
    await rig.until(isDelivery('sent'));
    await rig.act({ type: 'enter-code', code: codeIn(mail.text) });
    rig.screen('define-password');
  });

  it.each(['connect', 'rcpt', 'data'] as const)(
    'that cuts the line at %s is tried again',
    async (cutAfter) => {
      const rig = await KioskRig.open({}, { mail: { faults: { cutAfter } } });
      await ask(rig, 'email', emailOnly.number);
      await failed(rig, 1);
      expect(rig.screen('enter-code').delivery).toBe('trying');
      delete rig.mail.faults.cutAfter;
      await retryUntil(rig, isDelivery('sent'));
      // Cut at the last moment, the mail has come twice: with the same code.
      expect(new Set(rig.mail.all.map(({ text }) => codeIn(text))).size).toBe(1);
    },
  );

  it('that defers (greylisting) is asked again soon', async () => {
    const rig = await KioskRig.open({}, { mail: { faults: { greylist: true } } });
    await ask(rig, 'email');
    await failed(rig, 1);
    await rig.time.advance(3000);
    await rig.until(isDelivery('sent'));
  });

  it('that comes up after the code has expired is not given it', async () => {
    const rig = await KioskRig.open();
    await rig.mailDown();
    await ask(rig, 'email');
    for (let minute = 0; minute < 10; minute += 1) {
      rig.alive(true);
      await rig.time.advance(MINUTE);
    }
    expect(rig.screen('enter-code').problem).toEqual({ kind: 'expired' });
    await rig.mailUp();
    await rig.act({ type: 'resend' });
    await rig.until(isDelivery('sent'));
    expect(
      rig.mail.all.map(({ text }) => codeIn(text)),
      'the new code alone',
    ).toHaveLength(1);
    const states = rig.onJournal((journal) =>
      journal.prepare('SELECT state FROM outbox ORDER BY id').pluck().all(),
    );
    expect(states).toEqual(['expired', 'sent']);
  });
});

describe('an SMS gateway', () => {
  const later: readonly (readonly [string, SmsAnswer])[] = [
    ['answers 500', { status: 500 }],
    ['answers 429', { status: 429 }],
    ['cuts the line', { status: 202, cut: true }],
    ['answers nonsense', { status: 202, garbage: '\u0000\u0001 this is not HTTP\r\n\r\n' }],
  ];

  it.each(later)('that %s is tried again until it takes the message', async (_name, fault) => {
    let answer: SmsAnswer = fault;
    const rig = await KioskRig.open({}, { sms: { answer: () => answer } });
    await ask(rig, 'sms');
    await failed(rig, 1);
    expect(rig.screen('enter-code').delivery).toBe('trying');
    answer = { status: 202 };
    const before = rig.sms.all.length;
    await retryUntil(rig, isDelivery('sent'));
    const [sms] = rig.sms.all.slice(before);
    await rig.act({ type: 'enter-code', code: codeIn(sms?.text ?? '') });
    rig.screen('define-password');
  });

  it('that answers 400 has refused: said at once, not tried again; the mail works', async () => {
    const rig = await KioskRig.open({}, { sms: { answer: () => ({ status: 400 }) } });
    await ask(rig, 'sms');
    await rig.until(isDelivery('refused'));
    await rig.act({ type: 'back' });
    await rig.choose('email');
    await rig.act({ type: 'enter-code', code: codeIn((await rig.mail.next()).text) });
    rig.screen('define-password');
  });
});

describe('the log of all this', () => {
  it('tells channel and kind of fault, never address or code', async () => {
    const rig = await KioskRig.open({}, { mail: { faults: { cutAfter: 'data' } } });
    await ask(rig, 'email');
    await failed(rig, 1);
    const code = codeIn((await rig.mail.next()).text);
    const log = rig.logged.join('\n');
    expect(log).toMatch(/"channel":"email".*"fault":"/u);
    for (const secret of [both.email, both.phone, both.number, both.familyName, code]) {
      expect(log).not.toContain(secret);
    }
  });
});
