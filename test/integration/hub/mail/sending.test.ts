import { HubSecret } from '../../../../src-hub/basics/hub-secret.ts';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { LEASE, takeMessage } from '../../../../src-hub/mail/outbox/outbox-queue.ts';
import { MAIL_PURPOSE } from '../../../../src-hub/mail/post-mail.ts';
import { seal } from '../../../../src-hub/basics/seal.ts';
import { codeIn } from '../../../support/fakes/mailbox.ts';
import { RIG_KEYS } from '../../../support/hub/hub-rig.ts';
import { mailOf, openBox, openFixture, TO, type MailFixture } from './mail-fixture.ts';
import { MINUTE } from '../../../../src-shared/time/units.ts';

const TLS = path.join(import.meta.dirname, '../../../support/tls');

/** Has the hub go round once more: a mail that is posted now has been sent. */
async function fence(fixture: MailFixture): Promise<void> {
  await fixture.untilState(await fixture.post({ to: 'fence@adherent.test' }), 'sent');
}

const addresses = (fixture: MailFixture): string[] =>
  fixture.box.all.map(({ to }) => to).filter((to) => to !== 'fence@adherent.test');

describe('a mail server that is well', () => {
  it('gets a mail that is complete, at once; nothing of it stays', async () => {
    const fixture = await openFixture();
    const id = await fixture.post({ kind: 'confirm-account' });
    const mail = await fixture.box.next();
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
    const row = await fixture.untilState(id, 'sent');
    expect(row).toMatchObject({ sealed: null, tries: 1, last_fault: null });
    expect(row.settled_at).not.toBeNull();
    expect(fixture.log.lines.map(({ event }) => event)).toContain('mail-sent');
    expect(fixture.log.text()).toContain(id);
    expect(fixture.log.text()).not.toMatch(/adherent\.test|482|confirmation|mutuelle/u);
    const metrics = await fetch(`${fixture.url}/metrics`);
    expect(await metrics.text()).toMatch(/hub_mails\{state="sent"\} 1/u);
  });

  it('gets mails under TLS where a relay on loopback offers it, and the account only there', async () => {
    const account = { user: 'hub', pass: 'Very-secret-1' };
    const pair = { key: readFileSync(`${TLS}/other-key.pem`), cert: readFileSync(`${TLS}/other-cert.pem`) };
    const starttls = { key: pair.key.toString(), cert: pair.cert.toString() };
    const settings = { HUB_MAIL_USER: account.user, HUB_MAIL_PASSWORD: account.pass };
    const fixture = await openFixture({ starttls, auth: account }, { settings });
    await fixture.untilState(await fixture.post(), 'sent');
    expect((await fixture.box.next()).encrypted).toBe(true);
    expect(fixture.box.heardInClear()).not.toMatch(/^(AUTH|MAIL)/mu);
  });

  it('gets what was posted while no hub was there', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const id = await fixture.post();
    expect((await fixture.row(id)).state).toBe('waiting');
    await fixture.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await fixture.untilState(id, 'sent');
    expect(fixture.box.all).toHaveLength(1);
  });

  it('gets mails that somebody waits for before a batch of others', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const letter = await fixture.post({ kind: 'letter-posted' });
    const code = await fixture.post({ kind: 'recovery-code' });
    const taken = [await takeMessage(fixture.deps.database, 'mail', fixture.clock.now())];
    taken.push(await takeMessage(fixture.deps.database, 'mail', fixture.clock.now()));
    expect(taken.map((mail) => mail?.id)).toEqual([code, letter]);
    expect(await takeMessage(fixture.deps.database, 'mail', fixture.clock.now())).toBeNull();
  });
});

describe('a mail server that says no', () => {
  it('defers: tried again after a growing wait, then accepted', async () => {
    const fixture = await openFixture({ faults: { greylist: true } }, { now: new Date() });
    const id = await fixture.post();
    const row = await fixture.until(id, ({ last_fault }) => last_fault === 'deferred');
    const wait = row.due_at.getTime() - fixture.clock.now().getTime();
    expect(wait).toBeGreaterThanOrEqual(1600);
    expect(wait).toBeLessThanOrEqual(2400);
    await fixture.later(wait);
    expect(await fixture.untilState(id, 'sent')).toMatchObject({ tries: 2, last_fault: 'deferred' });
    expect(addresses(fixture)).toEqual([TO]);
  });

  it('refuses an address or a message: for good, and only that one', async () => {
    const fixture = await openFixture({ faults: { refuse: (address) => address.startsWith('nobody') } });
    const bad = await fixture.post({ to: 'nobody@adherent.test' });
    const good = await fixture.post();
    await fixture.untilState(good, 'sent');
    expect(await fixture.untilState(bad, 'refused')).toMatchObject({
      sealed: null,
      last_fault: 'rejected-recipient',
    });
    fixture.box.faults.answerToData = 554;
    const third = await fixture.post();
    expect(await fixture.untilState(third, 'refused')).toMatchObject({ last_fault: 'rejected-message' });
    expect(fixture.log.text()).not.toContain('nobody');
  });
});

describe('a mail server that is ill', () => {
  it('is down and comes back: nothing is lost', async () => {
    const fixture = await openFixture({}, { now: new Date() });
    await fixture.box.close();
    const ids = [await fixture.post(), await fixture.post({ to: 'other@adherent.test' })];
    for (const id of ids) await fixture.until(id, ({ last_fault }) => last_fault === 'connect');
    const back = await openBox({ port: fixture.box.port });
    await fixture.later(MINUTE);
    for (const id of ids) await fixture.untilState(id, 'sent');
    expect(back.all.map(({ to }) => to).sort()).toEqual(['other@adherent.test', TO]);
  });

  it('takes a mail and never says so: sent again under the same Message-ID', async () => {
    const fixture = await openFixture({ faults: { cutAfter: 'data' } }, { now: new Date() });
    const id = await fixture.post();
    await fixture.until(id, ({ last_fault }) => last_fault === 'line-cut');
    delete fixture.box.faults.cutAfter;
    await fixture.later(MINUTE);
    await fixture.untilState(id, 'sent');
    expect(new Set(fixture.box.all.map(({ headers }) => headers['message-id'])).size).toBe(1);
    expect(fixture.box.all.length).toBeGreaterThan(1);
  });
});

describe('a mail that is too late', () => {
  it('is never sent, whether it waited for a hub or for the server', async () => {
    const fixture = await openFixture({ faults: { greylist: true } }, { now: new Date() });
    const deferred = await fixture.post({}, 3000);
    await fixture.until(deferred, ({ last_fault }) => last_fault !== null);
    await fixture.later(3000);
    expect(await fixture.untilState(deferred, 'expired')).toMatchObject({ sealed: null, tries: 1 });
    fixture.box.faults.greylist = false;
    const before = await fixture.post({}, -1);
    await fixture.untilState(before, 'expired');
    await fence(fixture);
    expect(addresses(fixture)).toEqual([]);
  });

  it('expires without any mail server', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const id = await fixture.post({}, -1);
    await fixture.another();
    expect(await fixture.untilState(id, 'expired')).toMatchObject({ sealed: null });
  });

  it('carries no code that has ended', async () => {
    const fixture = await openFixture({ faults: { greylist: true } }, { now: new Date() });
    const link = await fixture.post({ kind: 'confirm-account' });
    const code = await fixture.post({ kind: 'recovery-code', to: 'other@adherent.test' });
    for (const id of [link, code]) await fixture.until(id, ({ last_fault }) => last_fault === 'deferred');
    await fixture.later(10 * MINUTE);
    await fixture.untilState(link, 'sent');
    await fixture.untilState(code, 'expired');
    const { text } = await fixture.box.next();
    expect(text).not.toContain('482');
    expect(text).toContain('/compte/confirmation/');
    expect(addresses(fixture)).toEqual([TO]);
  });
});

describe('a hub that dies', () => {
  it('leaves the mail that it had taken to another one, after its time', async () => {
    const fixture = await openFixture({}, { now: new Date(), settings: { HUB_MAIL_HOST: undefined } });
    const id = await fixture.post();
    expect(await takeMessage(fixture.deps.database, 'mail', fixture.clock.now())).toMatchObject({
      id,
      tries: 1,
    });
    await fixture.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await fixture.later(LEASE - 1);
    await fence(fixture);
    expect(addresses(fixture)).toEqual([]);
    await fixture.later(1);
    expect(await fixture.untilState(id, 'sent')).toMatchObject({ tries: 2 });
    expect(addresses(fixture)).toEqual([TO]);
  });
});

describe('what is stored', () => {
  it('is told as damaged when it cannot be read, and holds up nobody', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const ids = [await fixture.post(), await fixture.post(), await fixture.post(), await fixture.post()];
    const sealed = (text: string, secret = RIG_KEYS): Buffer =>
      seal({ secret, randomBytes: fixture.deps.randomBytes }, MAIL_PURPOSE, text);
    const bad = [
      Buffer.alloc(60, 7),
      Buffer.alloc(3),
      sealed(JSON.stringify(mailOf()), HubSecret.from('another secret, of at least 32 letters')),
      sealed(JSON.stringify({ ...mailOf(), to: `${TO}, other@adherent.test` })),
    ];
    for (const [index, bytes] of bad.entries())
      await sql`UPDATE mail SET sealed = ${bytes} WHERE id = ${ids[index]}`.execute(fixture.deps.database.db);
    const good = await fixture.post({ to: 'good@adherent.test' });
    await fixture.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await fixture.untilState(good, 'sent');
    for (const id of ids)
      expect(await fixture.untilState(id, 'refused')).toMatchObject({ last_fault: 'damaged', sealed: null });
    expect(addresses(fixture)).toEqual(['good@adherent.test']);
  });

  it('never is an address that would add a header or a recipient', async () => {
    const fixture = await openFixture();
    const hostile = [
      `${TO}\r\nBcc: other@adherent.test`,
      `${TO}, other@adherent.test`,
      `<${TO}>`,
      `"x\r\nBcc: other"@adherent.test`,
      `zoe@adherent.test\u0000`,
      '',
    ];
    for (const to of hostile) await expect(fixture.post({ to }), to).rejects.toThrow();
    expect(await fixture.deps.database.db.selectFrom('mail').selectAll().execute()).toEqual([]);
  });

  it('cannot be given another header or recipient by a configured name', async () => {
    const hostile = 'MCRN\r\nBcc: other@adherent.test\r\n\r\n<b>body</b>';
    const settings = {
      HUB_LETTERHEAD_NAME: hostile,
      HUB_MAIL_FROM_NAME: hostile,
      HUB_LETTERHEAD_EMAIL: hostile,
    };
    const fixture = await openFixture({}, { settings });
    await fixture.untilState(await fixture.post({ kind: 'recovery-code' }), 'sent');
    const mail = await fixture.box.next();
    expect(mail.headers).not.toHaveProperty('bcc');
    expect(mail.headers['to']).toBe(TO);
    expect(mail.html).not.toContain('<b>');
    expect(codeIn(mail.text)).toBe('482913');
    expect(addresses(fixture)).toEqual([TO]);
  });
});
