import { afterEach, describe, expect, it } from 'vitest';
import type { SmsAnswer } from '../../../tools/demo/sms-gateway.ts';
import { codeIn, openMailbox } from '../../support/fakes/mailbox.ts';
import { CODE, codeMail, codeSms, MEMBER_PHONE } from '../../support/outbox-fixture.ts';
import { openSmsInbox, type SmsInbox } from '../../support/fakes/sms-inbox.ts';
import { openRig, type Rig } from './delivery-rig.ts';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function open(
  answers: (number | SmsAnswer)[] = [],
  sms: Record<string, unknown> = {},
  speed = 10,
): Promise<{ inbox: SmsInbox; rig: Rig; asked: () => number }> {
  let count = 0;
  const inbox = await openSmsInbox({
    answer: () => {
      const given = answers[count++] ?? 202;
      return typeof given === 'number' ? { status: given } : given;
    },
  });
  cleanUp.push(inbox.close);
  const rig = openRig({ sms: { url: inbox.url, ...sms }, speed });
  cleanUp.push(rig.stop);
  return { inbox, rig, asked: () => count };
}

describe('an SMS gateway that is well', () => {
  it('gets the message by the configured template and headers', async () => {
    const { inbox, rig } = await open([], {
      headers: { Authorization: 'Bearer demo' },
      template: {
        messages: [{ to: ['{{to}}'], body: '{{text}}' }],
        reference: 'kiosk-{{reference}}',
        urgent: true,
      },
    });
    const id = rig.post(codeSms());
    const sms = await inbox.next();
    expect(await rig.settled(id)).toBe('sent');
    const body = sms.body as { messages: [{ to: string[]; body: string }] };
    expect(sms.body).toMatchObject({
      messages: [{ to: [MEMBER_PHONE] }],
      reference: `kiosk-${id}`,
      urgent: true,
    });
    expect(codeIn(body.messages[0].body)).toBe(CODE);
    expect(sms.headers).toMatchObject({ authorization: 'Bearer demo', 'content-type': 'application/json' });
  });

  it.each([
    ['an empty answer', ''],
    ['no JSON', '<html>OK'],
    ['an answer without end', 'x'.repeat(2_000_000)],
  ])('is believed by its status alone: %s', async (_, body) => {
    const { rig } = await open([{ status: 200, body }]);
    expect(await rig.settled(rig.post(codeSms()))).toBe('sent');
  });
});

describe('an SMS gateway that is ill', () => {
  it.each([
    ['http-500', 500],
    ['http-503', 503],
    ['http-429', 429],
    ['auth', 401],
    ['bad-answer', 204],
    ['redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['redirect', { status: 307, headers: { location: '/elsewhere' } }],
    ['line-cut', { status: 200, cut: true }],
    ['bad-answer', { status: 100, garbage: '250 I am a mail server\r\n' }],
  ] as const)('%s: tried again, then accepted', async (fault, answer) => {
    const { inbox, rig, asked } = await open([answer]);
    const id = rig.post(codeSms());
    expect(await rig.failed(id)).toBe(fault);
    expect(await rig.settled(id)).toBe('sent');
    expect(asked()).toBe(2);
    expect(inbox.all.at(-1)?.reference).toBe(id);
  });

  it('does not answer in time', async () => {
    const { rig } = await open([{ status: 200, delayMs: 5000 }], { timeoutSeconds: 0.3 });
    const id = rig.post(codeSms());
    expect(await rig.failed(id)).toBe('timeout');
    expect(await rig.settled(id)).toBe('sent');
  });

  it('refuses a number for good', async () => {
    const { rig, asked } = await open([422]);
    expect(await rig.settled(rig.post(codeSms()))).toBe('refused');
    expect(rig.log.text).toContain('"fault":"http-422"');
    expect(asked()).toBe(1);
  });

  it('is not there', async () => {
    const gone = await openSmsInbox();
    await gone.close();
    const rig = openRig({ sms: { url: gone.url } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeSms()))).toBe('connect');
  });
});

describe('the two channels', () => {
  it('do not wait for each other', async () => {
    const box = await openMailbox({ faults: { delayMs: 60_000, delayAt: 'connect' } });
    const inbox = await openSmsInbox();
    const rig = openRig({ mail: { port: box.port }, sms: { url: inbox.url } });
    cleanUp.push(box.close, inbox.close, rig.stop);
    const stuck = rig.post(codeMail());
    const free = rig.post(codeSms());
    expect(await rig.settled(free)).toBe('sent');
    expect(rig.outbox.state(stuck)).toBe('waiting');
  });
});
