import { describe, expect, it } from 'vitest';
import { smtpServerOf } from '../../../src-main/delivery/mail-options.ts';
import { mailSettingsSchema, smsSettingsSchema } from '../../../src-main/delivery/settings.ts';
import { isLoopback } from '../../../src-shared/values/contact/host.ts';
import { smtpOptions } from '../../../src-shared/mail/smtp-options.ts';

const MAIL = { host: 'smtp.mutuelle.test', port: 587, from: 'no-reply@mutuelle-servicesplus.fr' };
const SMS = { url: 'https://sms.test/send', template: { to: '{{to}}', text: '{{text}}' }, sender: 'MCRN' };

const complaints = (result: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('isLoopback', () => {
  it.each([
    'localhost',
    'LOCALHOST',
    'mail.localhost',
    '127.0.0.1',
    '127.8.9.10',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
  ])('knows %s', (host) => expect(isLoopback(host)).toBe(true));

  it.each([
    '',
    '10.0.0.1',
    '127.0.0.1.test',
    'localhost.test',
    'notlocalhost',
    '128.0.0.1',
    '::2',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    '2130706433',
  ])('is not deceived by "%s"', (host) => expect(isLoopback(host)).toBe(false));
});

describe('smtpOptions', () => {
  it.each([
    // host, secure, requireTls → secure, requireTLS, certificate verified
    ['smtp.mutuelle.test', false, undefined, false, true, true],
    ['smtp.mutuelle.test', false, true, false, true, true],
    ['smtp.mutuelle.test', true, undefined, true, false, true],
    ['smtp.mutuelle.test', true, false, true, false, true],
    ['127.0.0.1', false, undefined, false, false, false],
    ['127.0.0.1', false, false, false, false, false],
    ['127.0.0.1', false, true, false, true, true],
    ['127.0.0.1', true, undefined, true, false, true],
    ['localhost', false, undefined, false, false, false],
  ])('%s, secure %s, requireTls %s', (host, secure, requireTls, ...wanted) => {
    const settings = mailSettingsSchema.parse({
      ...MAIL,
      port: secure ? 465 : 587,
      host,
      secure,
      ...(requireTls !== undefined && { requireTls }),
    });
    const options = smtpOptions(smtpServerOf(settings));
    const verified = options.tls?.rejectUnauthorized !== false;
    expect([options.secure, options.requireTLS, verified]).toEqual(wanted);
    // Offered, STARTTLS is always used, and its failure ends the try.
    expect([options.ignoreTLS, options.opportunisticTLS]).toEqual([undefined, undefined]);
  });

  it('reads neither files nor addresses, and bounds each wait', () => {
    const options = smtpOptions(
      smtpServerOf(mailSettingsSchema.parse({ ...MAIL, connectTimeoutSeconds: 3 })),
    );
    expect(options).toMatchObject({
      disableFileAccess: true,
      disableUrlAccess: true,
      maxConnections: 2,
      pool: true,
    });
    expect([
      options.connectionTimeout,
      options.greetingTimeout,
      options.socketTimeout,
      options.dnsTimeout,
    ]).toEqual(Array(4).fill(3000));
  });
});

describe('mailSettingsSchema', () => {
  it.each([
    [{ requireTls: false }, 'requireTls'],
    [{ host: '' }, 'host'],
    [{ port: 0 }, 'port'],
    [{ port: 65_536 }, 'port'],
    [{ from: 'MCRN' }, 'from'],
    [{ replyTo: 'nobody' }, 'replyTo'],
    [{ auth: { user: 'kiosk' } }, 'auth.pass'],
    [{ dkim: { domain: 'a.test', selector: 's' } }, 'dkim.privateKeyFile'],
    [{ connectTimeoutSeconds: 0 }, 'connectTimeoutSeconds'],
    [{ certificateName: '127.0.0.1' }, 'certificateName'],
    [{ port: 465 }, 'secure'],
    [{ secure: true }, 'secure'],
  ])('refuses %j by name', (change, key) => {
    expect(complaints(mailSettingsSchema.safeParse({ ...MAIL, ...change }))).toEqual([key]);
  });

  it('refuses an unknown key', () => {
    expect(mailSettingsSchema.safeParse({ ...MAIL, tls: 'no' }).success).toBe(false);
  });

  it.each([mailSettingsSchema.shape, smsSettingsSchema.shape])('describes each key', (shape) => {
    const undescribed = Object.entries<{ description?: string | undefined }>(shape).filter(
      ([, schema]) => !schema.description,
    );
    expect(undescribed).toEqual([]);
  });
});

describe('smsSettingsSchema', () => {
  it.each([
    'https://sms.test/send',
    'http://127.0.0.1:8080/send',
    'http://localhost/send',
    'http://[::1]/send',
  ])('takes %s', (url) => expect(smsSettingsSchema.safeParse({ ...SMS, url }).success).toBe(true));

  it.each([
    'http://sms.test/send',
    'http://127.0.0.1.test/',
    'ftp://localhost/',
    'sms.test',
    'file:///etc/passwd',
  ])('refuses %s', (url) =>
    expect(complaints(smsSettingsSchema.safeParse({ ...SMS, url }))).toContain('url'),
  );

  it('refuses headers that would break the request', () => {
    for (const headers of [{ 'a b': 'c' }, { a: 'b\r\nc: d' }]) {
      expect(smsSettingsSchema.safeParse({ ...SMS, headers }).success).toBe(false);
    }
  });

  it('has the defaults of the guide', () => {
    expect(smsSettingsSchema.parse(SMS)).toMatchObject({
      headers: {},
      timeoutSeconds: 10,
      acceptedStatus: [200, 201, 202],
    });
  });
});
