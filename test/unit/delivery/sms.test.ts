import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src-shared/sms/message.ts';
import { fillSmsTemplate } from '../../../src-shared/sms/sms-body.ts';
import { isGsm7, SMS_LENGTH, toGsm7 } from '../../../src-shared/sms/gsm7.ts';
import { smsText } from '../../../src-shared/sms/sms-text.ts';
import { CODE_PURPOSES } from '../../../src-shared/hub-api/space-calls.ts';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import { AGENCY, CODE } from '../../support/outbox-fixture.ts';

const AT = Date.UTC(2026, 10, 22, 6, 11);

const messages = (agency = AGENCY): Message[] =>
  LANGUAGES.flatMap((language): Message[] => [
    { kind: 'activation-code', language, code: CODE, validMinutes: 10, agency },
    { kind: 'password-set', language, at: AT, agency },
    { kind: 'contact-changed', language, at: AT, channel: 'email', agency },
    { kind: 'contact-changed', language, at: AT, channel: 'sms', agency },
    ...CODE_PURPOSES.map((purpose) => ({
      ...{ kind: 'space-code' as const, language, code: CODE, validMinutes: 10, purpose, agency },
    })),
  ]);

describe('smsText', () => {
  it('says all that is needed to the agency of Nantes', () => {
    expect(messages().map(smsText)).toEqual([
      "MCRN : votre code d'activation est 482 913, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.",
      "MCRN : un mot de passe a été défini pour votre compte (22/11/2026 7 h 11). Ce n'est pas vous ? Alors appelez le 02 40 89 22 91.",
      "MCRN : l'adresse e-mail de votre compte a changé (22/11/2026 7 h 11). Ce n'est pas vous ? Alors appelez le 02 40 89 22 91.",
      "MCRN : le numéro de mobile de votre compte a changé (22/11/2026 7 h 11). Ce n'est pas vous ? Alors appelez le 02 40 89 22 91.",
      'MCRN : code 482 913 pour changer vos coordonnées, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.',
      'MCRN : code 482 913 pour confirmer ce numéro, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.',
      'MCRN : code 482 913 pour changer votre adresse postale, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.',
      'MCRN : code 482 913 pour supprimer un appareil, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.',
      'MCRN : code 482 913 pour confirmer une délégation, valable 10 min. Ne le donnez à personne. Pas demandé ? Alors appelez le 02 40 89 22 91.',
      'MCRN: your activation code is 482 913, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
      'MCRN: a password was set for your account (22/11/2026 7:11 am). Not you? Then call 02 40 89 22 91.',
      'MCRN: the e-mail address of your account has changed (22/11/2026 7:11 am). Not you? Then call 02 40 89 22 91.',
      'MCRN: the mobile number of your account has changed (22/11/2026 7:11 am). Not you? Then call 02 40 89 22 91.',
      'MCRN: code 482 913 to change your contact details, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
      'MCRN: code 482 913 to confirm this number, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
      'MCRN: code 482 913 to change your postal address, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
      'MCRN: code 482 913 to delete a device, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
      'MCRN: code 482 913 to confirm a delegation, valid for 10 min. Give it to nobody. Not asked for? Then call 02 40 89 22 91.',
    ]);
  });

  it('is one SMS for whatever agency', () => {
    const words = fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' });
    fc.assert(
      fc.property(words, words, (name, phone) => {
        for (const message of messages({ ...AGENCY, name, phone })) {
          const text = smsText(message);
          expect(isGsm7(text)).toBe(true);
          expect(text.length).toBeLessThanOrEqual(SMS_LENGTH);
          if ('code' in message) expect(text).toContain('482 913');
        }
      }),
    );
  });
});

describe('toGsm7', () => {
  it.each([
    ['éèàùìò Çñü', 'éèàùìò Çñü'],
    ['reçu, forêt, Noël, cœur', 'recu, foret, Noel, coeur'],
    ['l’été «\u00a0oui\u00a0» – …', 'l\'été " oui " - ...'],
    ['e\u0301te\u0301', 'été'],
    ['日本 😀', '?? ?'],
  ])('%s', (text, folded) => expect(toGsm7(text)).toBe(folded));
});

describe('fillSmsTemplate', () => {
  const fields = { to: '+33639981234', text: 'say "{{to}}" $& {{reference}}', reference: 'r-1' };

  it('fills strings at any depth, and only strings', () => {
    const template = {
      a: ['{{to}}', 1, null, true],
      b: { c: 'ref={{reference}}/{{reference}}', '{{to}}': '{{other}}' },
    };
    expect(fillSmsTemplate(template, fields)).toEqual({
      a: ['+33639981234', 1, null, true],
      b: { c: 'ref=r-1/r-1', '{{to}}': '{{other}}' },
    });
  });

  it('takes the text as it is, even when it looks like a placeholder', () => {
    expect(fillSmsTemplate('{{text}}', fields)).toBe(fields.text);
  });
});
