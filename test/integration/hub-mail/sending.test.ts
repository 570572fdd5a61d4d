import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { LEASE, takeMail } from '../../../src-hub/mail/mail-queue.ts';
import { MAIL_PURPOSE } from '../../../src-hub/mail/post-mail.ts';
import { seal } from '../../../src-hub/mail/seal.ts';
import { codeIn } from '../../support/mailbox.ts';
import { RIG_SECRET } from '../../support/hub/hub-rig.ts';
import { mailOf, openBox, openDesk, TO, type MailDesk } from './mail-desk.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';

/** Has the hub go round once more: a mail that is posted now has been sent. */
async function fence(desk: MailDesk): Promise<void> {
  await desk.untilState(await desk.post({ to: 'fence@adherent.test' }), 'sent');
}

const addresses = (desk: MailDesk): string[] =>
  desk.box.all.map(({ to }) => to).filter((to) => to !== 'fence@adherent.test');

describe('a mail server that is well', () => {
  it('gets a mail that is complete, at once; nothing of it stays', async () => {
    const desk = await openDesk();
    const id = await desk.post({ kind: 'confirm-account' });
    const mail = await desk.box.next();
    expect(mail).toMatchObject({ to: TO, subject: 'Confirmez votre compte MCRN' });
    expect([codeIn(mail.text), codeIn(mail.html)]).toEqual(['482913', '482913']);
    expect(mail.headers).toMatchObject({
      from: 'MCRN <no-reply@mutuelle-servicesplus.fr>',
      to: TO,
      'reply-to': 'infos@mcrn.fr',
      'message-id': `<${id}@mutuelle-servicesplus.fr>`,
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'content-language': 'fr',
    });
    const row = await desk.untilState(id, 'sent');
    expect(row).toMatchObject({ sealed: null, tries: 1, last_fault: null });
    expect(row.settled_at).not.toBeNull();
    expect(desk.log.lines.map(({ event }) => event)).toContain('mail-sent');
    expect(desk.log.text()).toContain(id);
    expect(desk.log.text()).not.toMatch(/adherent\.test|482|confirmation|mutuelle/u);
    const metrics = await fetch(`${desk.url}/metrics`);
    expect(await metrics.text()).toMatch(/hub_mails\{state="sent"\} 1/u);
  });

  it('gets what was posted while no hub was there', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const id = await desk.post();
    expect((await desk.row(id)).state).toBe('waiting');
    await desk.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await desk.untilState(id, 'sent');
    expect(desk.box.all).toHaveLength(1);
  });

  it('gets mails that somebody waits for before a batch of others', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const letter = await desk.post({ kind: 'letter-posted' });
    const code = await desk.post({ kind: 'recovery-code' });
    const taken = [await takeMail(desk.deps.database, desk.clock.now())];
    taken.push(await takeMail(desk.deps.database, desk.clock.now()));
    expect(taken.map((mail) => mail?.id)).toEqual([code, letter]);
    expect(await takeMail(desk.deps.database, desk.clock.now())).toBeNull();
  });
});

describe('a mail server that says no', () => {
  it('defers: tried again after a growing wait, then accepted', async () => {
    const desk = await openDesk({ faults: { greylist: true } }, { now: new Date() });
    const id = await desk.post();
    const row = await desk.until(id, ({ last_fault }) => last_fault === 'deferred');
    const wait = row.due_at.getTime() - desk.clock.now().getTime();
    expect(wait).toBeGreaterThanOrEqual(1600);
    expect(wait).toBeLessThanOrEqual(2400);
    await desk.later(wait);
    expect(await desk.untilState(id, 'sent')).toMatchObject({ tries: 2, last_fault: 'deferred' });
    expect(addresses(desk)).toEqual([TO]);
  });

  it('refuses an address or a message: for good, and only that one', async () => {
    const desk = await openDesk({ faults: { refuse: (address) => address.startsWith('nobody') } });
    const bad = await desk.post({ to: 'nobody@adherent.test' });
    const good = await desk.post();
    await desk.untilState(good, 'sent');
    expect(await desk.untilState(bad, 'refused')).toMatchObject({
      sealed: null,
      last_fault: 'rejected-recipient',
    });
    desk.box.faults.answerToData = 554;
    const third = await desk.post();
    expect(await desk.untilState(third, 'refused')).toMatchObject({ last_fault: 'rejected-message' });
    expect(desk.log.text()).not.toContain('nobody');
  });
});

describe('a mail server that is ill', () => {
  it('is down and comes back: nothing is lost', async () => {
    const desk = await openDesk({}, { now: new Date() });
    await desk.box.close();
    const ids = [await desk.post(), await desk.post({ to: 'other@adherent.test' })];
    for (const id of ids) await desk.until(id, ({ last_fault }) => last_fault === 'connect');
    const back = await openBox({ port: desk.box.port });
    await desk.later(MINUTE);
    for (const id of ids) await desk.untilState(id, 'sent');
    expect(back.all.map(({ to }) => to).sort()).toEqual(['other@adherent.test', TO]);
  });

  it('takes a mail and never says so: sent again under the same Message-ID', async () => {
    const desk = await openDesk({ faults: { cutAfter: 'data' } }, { now: new Date() });
    const id = await desk.post();
    await desk.until(id, ({ last_fault }) => last_fault === 'line-cut');
    delete desk.box.faults.cutAfter;
    await desk.later(MINUTE);
    await desk.untilState(id, 'sent');
    expect(new Set(desk.box.all.map(({ headers }) => headers['message-id'])).size).toBe(1);
    expect(desk.box.all.length).toBeGreaterThan(1);
  });
});

describe('a mail that is too late', () => {
  it('is never sent, whether it waited for a hub or for the server', async () => {
    const desk = await openDesk({ faults: { greylist: true } }, { now: new Date() });
    const deferred = await desk.post({}, 3000);
    await desk.until(deferred, ({ last_fault }) => last_fault !== null);
    await desk.later(3000);
    expect(await desk.untilState(deferred, 'expired')).toMatchObject({ sealed: null, tries: 1 });
    desk.box.faults.greylist = false;
    const before = await desk.post({}, -1);
    await desk.untilState(before, 'expired');
    await fence(desk);
    expect(addresses(desk)).toEqual([]);
  });

  it('expires without any mail server', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const id = await desk.post({}, -1);
    await desk.another();
    expect(await desk.untilState(id, 'expired')).toMatchObject({ sealed: null });
  });

  it('carries no code that has ended', async () => {
    const desk = await openDesk({ faults: { greylist: true } }, { now: new Date() });
    const link = await desk.post({ kind: 'confirm-account' });
    const code = await desk.post({ kind: 'recovery-code', to: 'other@adherent.test' });
    for (const id of [link, code]) await desk.until(id, ({ last_fault }) => last_fault === 'deferred');
    await desk.later(10 * MINUTE);
    await desk.untilState(link, 'sent');
    await desk.untilState(code, 'expired');
    const { text } = await desk.box.next();
    expect(text).not.toContain('482');
    expect(text).toContain('/compte/confirmation/');
    expect(addresses(desk)).toEqual([TO]);
  });
});

describe('a hub that dies', () => {
  it('leaves the mail that it had taken to another one, after its time', async () => {
    const desk = await openDesk({}, { now: new Date(), settings: { HUB_MAIL_HOST: undefined } });
    const id = await desk.post();
    expect(await takeMail(desk.deps.database, desk.clock.now())).toMatchObject({ id, tries: 1 });
    await desk.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await desk.later(LEASE - 1);
    await fence(desk);
    expect(addresses(desk)).toEqual([]);
    await desk.later(1);
    expect(await desk.untilState(id, 'sent')).toMatchObject({ tries: 2 });
    expect(addresses(desk)).toEqual([TO]);
  });
});

describe('what is stored', () => {
  it('is told as damaged when it cannot be read, and holds up nobody', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const ids = [await desk.post(), await desk.post(), await desk.post(), await desk.post()];
    const sealed = (text: string, secret = RIG_SECRET): Buffer =>
      seal({ secret, randomBytes: desk.deps.randomBytes }, MAIL_PURPOSE, text);
    const bad = [
      Buffer.alloc(60, 7),
      Buffer.alloc(3),
      sealed(JSON.stringify(mailOf()), 'another secret, of at least 32 letters'),
      sealed(JSON.stringify({ ...mailOf(), to: `${TO}, other@adherent.test` })),
    ];
    for (const [index, bytes] of bad.entries())
      await sql`UPDATE mail SET sealed = ${bytes} WHERE id = ${ids[index]}`.execute(desk.deps.database.db);
    const good = await desk.post({ to: 'good@adherent.test' });
    await desk.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await desk.untilState(good, 'sent');
    for (const id of ids)
      expect(await desk.untilState(id, 'refused')).toMatchObject({ last_fault: 'damaged', sealed: null });
    expect(addresses(desk)).toEqual(['good@adherent.test']);
  });

  it('never is an address that would add a header or a recipient', async () => {
    const desk = await openDesk();
    const hostile = [
      `${TO}\r\nBcc: other@adherent.test`,
      `${TO}, other@adherent.test`,
      `<${TO}>`,
      `"x\r\nBcc: other"@adherent.test`,
      `zoe@adherent.test\u0000`,
      '',
    ];
    for (const to of hostile) await expect(desk.post({ to }), to).rejects.toThrow();
    expect(await desk.deps.database.db.selectFrom('mail').selectAll().execute()).toEqual([]);
  });

  it('cannot be given another header or recipient by a configured name', async () => {
    const hostile = 'MCRN\r\nBcc: other@adherent.test\r\n\r\n<b>body</b>';
    const settings = {
      HUB_LETTERHEAD_NAME: hostile,
      HUB_MAIL_FROM_NAME: hostile,
      HUB_LETTERHEAD_EMAIL: hostile,
    };
    const desk = await openDesk({}, { settings });
    await desk.untilState(await desk.post({ kind: 'recovery-code' }), 'sent');
    const mail = await desk.box.next();
    expect(mail.headers).not.toHaveProperty('bcc');
    expect(mail.headers['to']).toBe(TO);
    expect(mail.html).not.toContain('<b>');
    expect(codeIn(mail.text)).toBe('482913');
    expect(addresses(desk)).toEqual([TO]);
  });
});
