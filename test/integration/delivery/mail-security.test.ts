import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readMailFiles } from '../../../src-main/delivery/mail-files.ts';
import { mailSettingsSchema } from '../../../src-main/delivery/settings.ts';
import type { MailServerOptions } from '../../../tools/demo/mail-server.ts';
import { type Mailbox, openMailbox } from '../../support/fakes/mailbox.ts';
import { openScriptedSmtp } from '../../support/fakes/scripted-smtp.ts';
import { codeMail } from '../../support/outbox-fixture.ts';
import { openRig, type Rig } from './delivery-rig.ts';
import { verifyDkim } from './verify-dkim.ts';

const TLS = path.join(import.meta.dirname, '../../support/tls');
const pem = (name: string): string => fs.readFileSync(path.join(TLS, name), 'utf8');
const PAIR = { key: pem('key.pem'), cert: pem('cert.pem') };
const OTHER = { key: pem('other-key.pem'), cert: pem('other-cert.pem') };
const TRUST = { mailFiles: { ca: PAIR.cert } };
const AUTH = { user: 'kiosk', pass: 'Very-secret-1' };

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of cleanUp.splice(0).reverse()) await end();
});

async function open(
  server: Partial<MailServerOptions>,
  mail: Record<string, unknown>,
  more: Partial<typeof TRUST> | { mailFiles: { dkimKey: string } } = {},
): Promise<{ box: Mailbox; rig: Rig }> {
  const box = await openMailbox(server);
  cleanUp.push(box.close);
  const rig = openRig({ ...more, mail: { port: box.port, ...mail } });
  cleanUp.push(rig.stop);
  return { box, rig };
}

describe('STARTTLS', () => {
  it('is used, and the account given only under it', async () => {
    const { box, rig } = await open({ starttls: PAIR, auth: AUTH }, { requireTls: true, auth: AUTH }, TRUST);
    expect(await rig.settled(rig.post(codeMail()))).toBe('sent');
    expect(box.all).toHaveLength(1);
  });

  it('is demanded: a server without it gets nothing', async () => {
    const { box, rig } = await open({}, { requireTls: true }, TRUST);
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
    expect(box.all).toEqual([]);
  });

  it('fails with a certificate that nobody vouches for', async () => {
    const { box, rig } = await open({ starttls: PAIR }, { requireTls: true });
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
    expect(box.all).toEqual([]);
  });

  it('fails with a certificate of another host', async () => {
    const { box, rig } = await open(
      { starttls: OTHER },
      { requireTls: true },
      { mailFiles: { ca: OTHER.cert } },
    );
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
    expect(box.all).toEqual([]);
  });

  it.each([
    ['with an account, as a usual relay', { auth: AUTH }, { auth: AUTH }],
    ['without an account', {}, {}],
  ])('is used on loopback where it is offered, unasked: %s', async (_, server, mail) => {
    // Signed by itself and for another name, as the certificate of such a relay.
    const { box, rig } = await open({ starttls: OTHER, ...server }, mail);
    expect(await rig.settled(rig.post(codeMail()))).toBe('sent');
    expect((await box.next()).encrypted).toBe(true);
    expect(box.heardInClear()).toMatch(/^EHLO .*\r\nSTARTTLS\r\n/u);
    expect(box.heardInClear()).not.toMatch(/^(AUTH|MAIL)/mu);
  });

  it('keeps the account back when a relay on loopback offers it and then fails', async () => {
    const relay = await openScriptedSmtp({
      EHLO: '250-relay\r\n250-AUTH PLAIN\r\n250 STARTTLS',
      STARTTLS: '454 not now',
    });
    cleanUp.push(relay.close);
    const rig = openRig({ mail: { port: relay.port, auth: AUTH } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
    expect(relay.heard().map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS']);
  });

  it('takes the certificate of a relay on loopback that is named, and no other', async () => {
    const certificateName = 'other.test';
    const named = { mailFiles: { ca: OTHER.cert } };
    const right = await open({ starttls: OTHER, auth: AUTH }, { auth: AUTH, certificateName }, named);
    expect(await right.rig.settled(right.rig.post(codeMail()))).toBe('sent');
    const wrong = await open({ starttls: PAIR, auth: AUTH }, { auth: AUTH, certificateName }, named);
    expect(await wrong.rig.failed(wrong.rig.post(codeMail()))).toBe('tls');
    expect(wrong.box.heardInClear()).not.toMatch(/^(AUTH|MAIL)/mu);
  });

  it('is missed by a relay that asks for it and offers none: the fault is TLS, not the account', async () => {
    const relay = await openScriptedSmtp({
      EHLO: '250-relay\r\n250 AUTH PLAIN',
      AUTH: '538 5.7.11 encryption required',
    });
    cleanUp.push(relay.close);
    const rig = openRig({ mail: { port: relay.port, auth: AUTH } });
    cleanUp.push(rig.stop);
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
  });

  it('fails with TLS from the first byte to a server that has none', async () => {
    const { rig } = await open({}, { secure: true }, TRUST);
    expect(await rig.failed(rig.post(codeMail()))).toBe('tls');
  });
});

describe('the account', () => {
  it('is retried when it is wrong, and appears nowhere', async () => {
    const wrong = { ...AUTH, pass: 'Other-secret-2' };
    const { rig } = await open({ starttls: PAIR, auth: AUTH }, { requireTls: true, auth: wrong }, TRUST);
    expect(await rig.failed(rig.post(codeMail()))).toBe('auth');
    expect(rig.log.text).not.toMatch(/secret|kiosk/u);
  });

  it('is missed when the server asks for one', async () => {
    const { rig } = await open({ starttls: PAIR, auth: AUTH }, { requireTls: true }, TRUST);
    expect(await rig.failed(rig.post(codeMail()))).toBe('auth');
  });
});

describe('DKIM', () => {
  it('signs so that a receiver can verify it', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const dkimKey = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const dkim = { domain: 'mutuelle-servicesplus.fr', selector: 'borne', privateKeyFile: 'key.pem' };
    const { box, rig } = await open({}, { dkim }, { mailFiles: { dkimKey } });
    rig.post(codeMail());
    const { raw } = await box.next();
    const verdict = verifyDkim(raw, publicKey);
    expect(verdict).toMatchObject({ valid: true, domain: dkim.domain, selector: dkim.selector });
    expect(verdict.signedHeaders).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'date', 'message-id']),
    );
    expect(verifyDkim(raw.replace('valable', 'payable'), publicKey).valid).toBe(false);
    expect(verifyDkim(raw.replace('Subject: ', 'Subject: Re '), publicKey).valid).toBe(false);
  });
});

function write(key: KeyObject): string {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-')), 'key.pem');
  fs.writeFileSync(file, key.export({ type: 'pkcs8', format: 'pem' }));
  return file;
}

describe('readMailFiles', () => {
  const settings = (more: object) =>
    mailSettingsSchema.parse({ host: 'localhost', port: 25, from: 'no-reply@mutuelle.test', ...more });
  const dkim = (privateKeyFile: string) => ({ dkim: { domain: 'a.test', selector: 's', privateKeyFile } });

  it('reads what the settings name', () => {
    const rsa = write(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
    const result = readMailFiles(settings({ ...dkim(rsa), caFile: path.join(TLS, 'cert.pem') }));
    expect(result).toEqual({ ok: true, files: { dkimKey: fs.readFileSync(rsa, 'utf8'), ca: PAIR.cert } });
    expect(readMailFiles(settings({}))).toEqual({ ok: true, files: {} });
  });

  it.each([
    [dkim(path.join(TLS, 'none.pem')), 'mail.dkim.privateKeyFile'],
    [dkim(path.join(TLS, 'cert.pem')), 'mail.dkim.privateKeyFile'],
    [dkim(path.join(TLS, 'key.pem')), 'mail.dkim.privateKeyFile'],
    [dkim(write(generateKeyPairSync('ed25519').privateKey)), 'mail.dkim.privateKeyFile'],
    [{ caFile: path.join(TLS, 'README.md') }, 'mail.caFile'],
  ])('names the setting whose file is not what it should be', (more, key) => {
    expect(readMailFiles(settings(more))).toMatchObject({ ok: false, key });
  });
});
