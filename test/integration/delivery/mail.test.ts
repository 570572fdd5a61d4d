import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { codeIn, type Mailbox, openMailbox } from '../../support/fakes/mailbox.ts';
import { AGENCY, CODE, codeMail, MEMBER_MAIL, noticeMail } from '../../support/outbox-fixture.ts';
import type { MailServerOptions } from '../../../tools/demo/mail-server.ts';
import { openRig, type Rig, type RigOptions } from './delivery-rig.ts';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function open(
  server: Partial<MailServerOptions> = {},
  mail: Record<string, unknown> = {},
  rig: RigOptions = {},
): Promise<{ box: Mailbox; rig: Rig }> {
  const box = await openMailbox(server);
  cleanUp.push(box.close);
  const opened = openRig({ ...rig, mail: { port: box.port, ...mail } });
  cleanUp.push(opened.stop);
  return { box, rig: opened };
}

describe('a mail server that is well', () => {
  it('gets a mail that is complete', async () => {
    const { box, rig } = await open({}, { replyTo: AGENCY.email });
    const id = rig.post(codeMail());
    const mail = await box.next();
    expect(await rig.settled(id)).toBe('sent');
    expect(mail.to).toBe(MEMBER_MAIL);
    expect(mail.subject).toBe('Votre code d’activation MCRN');
    expect(codeIn(mail.text)).toBe(CODE);
    expect(codeIn(mail.html)).toBe(CODE);
    expect(mail.headers).toMatchObject({
      from: 'MCRN <no-reply@mutuelle-servicesplus.fr>',
      to: MEMBER_MAIL,
      'reply-to': AGENCY.email,
      'message-id': `<${id}@mutuelle-servicesplus.fr>`,
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'content-language': 'fr',
    });
    expect(Math.abs(Date.parse(mail.headers['date'] ?? '') - Date.now())).toBeLessThan(60_000);
    expect(mail.raw).toContain('quoted-printable');
    expect(mail.raw).not.toContain('base64');
  });

  it('cannot be given another header by a configured name', async () => {
    const { box, rig } = await open();
    const agency = { ...AGENCY, name: 'MCRN\r\nBcc: other@adherent.test\r\n\r\nbody' };
    rig.post({ ...codeMail(), message: { ...codeMail().message, agency } });
    const mail = await box.next();
    expect(mail.headers).not.toHaveProperty('bcc');
    expect(codeIn(mail.text)).toBe(CODE);
  });

  it('carries many over few lines', async () => {
    const { box, rig } = await open();
    const ids = Array.from({ length: 30 }, (_, index) => rig.post(noticeMail(`m${index}@adherent.test`)));
    expect(await Promise.all(ids.map((id) => rig.settled(id)))).toEqual(ids.map(() => 'sent'));
    expect(new Set(box.all.map(({ to }) => to)).size).toBe(30);
  });
});

describe('a mail server that says no', () => {
  it('refuses an address: for good, and only that one', async () => {
    const { box, rig } = await open({ faults: { refuse: (address) => address.startsWith('nobody') } });
    const bad = rig.post(codeMail('nobody@adherent.test'));
    const good = rig.post(codeMail());
    expect([await rig.settled(bad), await rig.settled(good)]).toEqual(['refused', 'sent']);
    expect(box.all).toHaveLength(1);
    expect(rig.log.text).toContain('"fault":"rejected-recipient"');
  });

  it('refuses a message: for good', async () => {
    const { rig } = await open({ faults: { answerToData: 554 } });
    expect(await rig.settled(rig.post(codeMail()))).toBe('refused');
    expect(rig.log.text).toContain('"fault":"rejected-message"');
  });

  it('greylists: accepted at the second try', async () => {
    const { box, rig } = await open({ faults: { greylist: true } }, {}, { speed: 20 });
    const id = rig.post(codeMail());
    expect(await rig.failed(id)).toBe('deferred');
    expect(await rig.settled(id)).toBe('sent');
    expect(box.all).toHaveLength(1);
  });
});

describe('a mail server that is ill', () => {
  it.each(['connect', 'rcpt', 'data'] as const)('is slow beyond the time-out (%s)', async (delayAt) => {
    const { box, rig } = await open(
      { faults: { delayMs: 5000, delayAt } },
      { connectTimeoutSeconds: 0.3 },
      { speed: 10 },
    );
    const id = rig.post(codeMail());
    expect(await rig.failed(id)).toBe('timeout');
    delete box.faults.delayMs;
    expect(await rig.settled(id)).toBe('sent');
  });

  it.each([
    ['connect', 1],
    ['rcpt', 1],
    ['data', 2],
  ] as const)('cuts the line (%s): sent again under the same Message-ID', async (cutAfter, copies) => {
    const { box, rig } = await open({ faults: { cutAfter } }, {}, { speed: 10 });
    const id = rig.post(codeMail());
    expect(await rig.failed(id)).toBe('line-cut');
    delete box.faults.cutAfter;
    expect(await rig.settled(id)).toBe('sent');
    expect(box.all.map(({ headers }) => headers['message-id'])).toEqual(
      Array(copies).fill(`<${id}@mutuelle-servicesplus.fr>`),
    );
  });

  it('drips its answer for ever: given up as a whole', async () => {
    const drip = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-still here\r\n'), 50);
      socket.on('error', () => undefined);
      socket.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => new Promise((resolve) => drip.close(() => resolve())));
    const { port } = drip.address() as { port: number };
    const rig = openRig({ mail: { port, connectTimeoutSeconds: 0.3 } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeMail()))).toBe('timeout');
  });

  it('speaks no SMTP', async () => {
    const odd = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    cleanUp.push(() => new Promise((resolve) => odd.close(() => resolve())));
    const rig = openRig({ mail: { port: (odd.address() as { port: number }).port } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeMail()))).toBe('bad-answer');
  });

  it('is not there', async () => {
    const gone = await openMailbox();
    await gone.close();
    const rig = openRig({ mail: { port: gone.port } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeMail()))).toBe('connect');
  });
});

describe('a message that cannot be read any more', () => {
  it('is refused and told, and holds up none of those behind it', async () => {
    const { box, rig } = await open();
    const sealed = [
      Buffer.alloc(0),
      Buffer.from('no seal of this kiosk, but long enough for one'),
      Buffer.alloc(99),
    ];
    const add = rig.journal.prepare(
      `INSERT INTO outbox (id, channel, kind, member_key, sealed, created_at, due_at)
       VALUES (?, 'email', 'activation-code', 'somebody', ?, 0, 0)`,
    );
    for (const [place, bytes] of sealed.entries()) add.run(`bad-${place}`, bytes);
    expect(await rig.settled(rig.post(codeMail()))).toBe('sent');
    for (const place of sealed.keys()) expect(await rig.settled(`bad-${place}`)).toBe('refused');
    expect(box.all).toHaveLength(1);
    const kept = rig.journal
      .prepare("SELECT count(*) FROM outbox WHERE last_fault = 'damaged'")
      .pluck()
      .get();
    expect(kept).toBe(sealed.length);
  });
});
