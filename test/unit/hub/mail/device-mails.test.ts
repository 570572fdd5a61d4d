import { describe, expect, it } from 'vitest';
import { DEVICE_MAILS, type HubMail } from '../../../../src-hub/mail/templates/hub-mail.ts';
import { renderHubMail } from '../../../../src-hub/mail/render-hub-mail.ts';
import { LANGUAGES } from '../../../../src-shared/messages/languages.ts';
import { CODE_PURPOSES } from '../../../../src-shared/hub-api/space-calls.ts';
import { AGENCY } from '../../../support/outbox-fixture.ts';

const AT = Date.UTC(2026, 10, 22, 6, 11);
const HEAD = { to: 'zoe.exemple@adherent.test' };

const textOf = (mail: HubMail): string => renderHubMail(mail, AGENCY).text;

describe.each(LANGUAGES)('mails of codes and devices, %s', (language) => {
  it('each purpose has words of its own beside the code, and subjects give none away', () => {
    const mails = CODE_PURPOSES.map((purpose) =>
      renderHubMail(
        { ...HEAD, language, kind: 'space-code', purpose, code: '482913', codeMinutes: 9 },
        AGENCY,
      ),
    );
    expect(new Set(mails.map(({ text }) => text)).size).toBe(CODE_PURPOSES.length);
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(1);
    for (const { text } of mails) {
      expect(text).toContain('482\u00a0913');
      expect(text).toContain('9\u00a0minutes');
    }
  });

  it('a device is named with its kind, and a helper is said', () => {
    const device = { ...HEAD, language, device: 'Pixel <8>', at: AT } as const;
    for (const kind of DEVICE_MAILS) {
      const texts = (['phone', 'tablet', 'computer'] as const).flatMap((type) =>
        [true, false].map((byHelper) => textOf({ ...device, kind, type, byHelper })),
      );
      expect(new Set(texts).size).toBe(6);
      for (const text of texts) expect(text).toContain('Pixel <8>');
      expect(renderHubMail({ ...device, kind, type: 'phone', byHelper: false }, AGENCY).html).not.toContain(
        '<8>',
      );
    }
  });

  it('a change names what changed, and the new one as its owner knows it', () => {
    const changed = { ...HEAD, language, kind: 'contact-changed', at: AT } as const;
    const [email, phone] = [
      textOf({ ...changed, channel: 'email', masked: 'z•••e@autre.test' }),
      textOf({ ...changed, channel: 'sms', masked: '** ** ** ** 32' }),
    ];
    expect(email).toContain('z•••e@autre.test');
    expect(email).toMatch(/adresse e\u2011mail|e\u2011mail address/u);
    expect(phone).toContain('** ** ** ** 32');
    expect(phone).toMatch(/numéro de mobile|mobile number/u);
  });
});
