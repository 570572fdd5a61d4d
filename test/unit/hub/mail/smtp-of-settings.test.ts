import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CertificateError } from '../../../../src-hub/http/certificate.ts';
import { smtpOfSettings } from '../../../../src-hub/mail/smtp-of-settings.ts';
import { LEASE } from '../../../../src-hub/mail/outbox/outbox-queue.ts';
import { readSettings, type HubSettings } from '../../../../src-hub/basics/settings/settings.ts';
import { smtpOptions, smtpTryTimeout } from '../../../../src-shared/mail/smtp-options.ts';

const TLS = path.resolve(import.meta.dirname, '../../../support/tls');

function settings(environment: Record<string, string>): HubSettings {
  const read = readSettings({ HUB_SECRET: 'k2Vq9sXw7Rb4Tz1Lm8Np3Yd6Hc5Jf0Ga', ...environment });
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.settings;
}

const server = (environment: Record<string, string>) =>
  smtpOfSettings(settings({ HUB_MAIL_HOST: 'smtp.mutuelle.test', ...environment }));

describe('the mail server of the settings', () => {
  it('is none without a host', () => {
    expect(smtpOfSettings(settings({}))).toBeNull();
  });

  it.each([
    [{}, { port: 587, secure: false, requireTLS: true }],
    [
      { HUB_MAIL_SECURE: 'true', HUB_MAIL_PORT: '465' },
      { port: 465, secure: true, requireTLS: false },
    ],
    [{ HUB_MAIL_HOST: '127.0.0.1' }, { secure: false, requireTLS: false }],
    [{ HUB_MAIL_CERTIFICATE_NAME: 'relay.test' }, { tls: { servername: 'relay.test' } }],
    [
      { HUB_MAIL_USER: 'hub', HUB_MAIL_PASSWORD: 'secret' },
      { requireTLS: true, auth: { user: 'hub', pass: 'secret' } },
    ],
  ])('%j', (environment, options) => {
    const made = server(environment);
    if (made === null) throw new Error('none');
    expect(smtpOptions(made)).toMatchObject(options);
  });

  it('trusts a private authority besides the public ones, and says when its file is none', () => {
    const trusted = server({ HUB_MAIL_CA: path.join(TLS, 'cert.pem') })?.authorities;
    expect(trusted?.length).toBeGreaterThan(50);
    for (const file of ['none.pem', 'key.pem'])
      expect(() => server({ HUB_MAIL_CA: path.join(TLS, file) })).toThrow(CertificateError);
  });

  it('is given up long before another hub takes the mail', () => {
    const made = server({});
    expect(made && smtpTryTimeout(made)).toBeLessThan(LEASE / 2);
  });
});
