import { describe, expect, it } from 'vitest';
import type { MailMessage } from '../../../src-shared/sms/message.ts';
import { renderMessage } from '../../../src-main/delivery/templates/render-message.ts';
import { LANGUAGES } from '../../../src-shared/messages/languages.ts';
import { AGENCY, CODE } from '../../support/outbox-fixture.ts';
import { wordsOf } from '../../support/words-of-html.ts';

const AT = Date.UTC(2026, 10, 22, 6, 11);

const messages = (agency = AGENCY): MailMessage[] =>
  LANGUAGES.flatMap((language): MailMessage[] => [
    { kind: 'activation-code', language, code: CODE, validMinutes: 10, agency },
    { kind: 'password-set', language, at: AT, agency },
  ]);

describe('renderMessage', () => {
  it('has a subject of its own for each message, without the code', () => {
    expect(messages().map((message) => renderMessage(message).subject)).toEqual([
      'Votre code d’activation MCRN',
      'Votre mot de passe MCRN a été défini',
      'Your MCRN activation code',
      'Your MCRN password has been set',
    ]);
  });

  it.each(messages())('$kind, $language: says the same in text and HTML', (message) => {
    const { text, html } = renderMessage(message);
    const brand = `${AGENCY.name} `;
    expect(wordsOf(html)).toBe(brand + text.replace(/\s+/gu, ' ').trim());
  });

  it.each(messages())('$kind, $language: names the agency and fetches nothing', (message) => {
    const { text, html } = renderMessage(message);
    for (const fact of Object.values(AGENCY)) expect(text).toContain(fact);
    expect(html).not.toMatch(/<img|<a |<script|https?:|url\(|@import|<link/u);
    expect(html).toMatch(new RegExp(`<html lang="${message.language}"`, 'u'));
  });

  it('shows the code in two groups of three, and how long it lives', () => {
    const [french] = messages().map(renderMessage);
    expect(french?.text).toContain('482\u00a0913');
    expect(french?.text).toContain('valable 10\u00a0minutes');
    expect(french?.text.replace(/\s/gu, '')).not.toMatch(/482913.*482913/u);
  });

  it('says when the password was set, in the time of Paris', () => {
    const [, french, , english] = messages().map((message) => renderMessage(message).text);
    expect(french).toContain('dimanche 22 novembre 2026 à 7\u00a0h\u00a011');
    expect(english).toMatch(/Sunday,? 22 November 2026 at 7:11\u00a0am/u);
  });

  it('never lets a configured text become markup', () => {
    const hostile = '<b onclick="x()">&\'A"</b>';
    const agency = { name: hostile, address: hostile, phone: hostile, email: hostile };
    for (const message of messages(agency)) {
      const { html } = renderMessage(message);
      expect(html).not.toContain('<b ');
      expect(wordsOf(html)).toContain(hostile);
    }
  });
});
