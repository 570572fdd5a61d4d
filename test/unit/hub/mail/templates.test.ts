import { describe, expect, it } from 'vitest';
import type { HubMail } from '../../../../src-hub/mail/templates/hub-mail.ts';
import { renderHubMail } from '../../../../src-hub/mail/render-hub-mail.ts';
import { LANGUAGES } from '../../../../src-shared/messages/languages.ts';
import { sampleMails } from '../../../../tools/preview/sample-mails.ts';
import { AGENCY } from '../../../support/outbox-fixture.ts';
import { wordsOf } from '../../../support/words-of-html.ts';

const MAILS = LANGUAGES.flatMap((language) => sampleMails(language));

function sample<Kind extends HubMail['kind']>(kind: Kind, language: HubMail['language']) {
  const mail = sampleMails(language).find((one) => one.kind === kind);
  return mail as Extract<HubMail, { kind: Kind }>;
}

describe('mails of the hub', () => {
  it.each(MAILS)('$kind, $language: says the same in text and HTML', (mail) => {
    const { text, html } = renderHubMail(mail, AGENCY);
    expect(wordsOf(html)).toBe(`${AGENCY.name} ${text.replace(/\s+/gu, ' ').trim()}`);
    expect(html).toContain(`<html lang="${mail.language}"`);
  });

  it.each(MAILS)('$kind, $language: names the agency and fetches nothing', (mail) => {
    const { text, html } = renderHubMail(mail, AGENCY);
    for (const fact of Object.values(AGENCY)) expect(text).toContain(fact);
    expect(html).not.toMatch(/<img|<script|url\(|@import|<link/u);
    const links = [...html.matchAll(/href="([^"]*)"/gu)].map((match) => match[1]);
    expect(links).toEqual('url' in mail ? [mail.url] : []);
  });

  it.each(MAILS)('$kind, $language: tells a locked screen nothing, and its reader what to do', (mail) => {
    const { subject, text } = renderHubMail(mail, AGENCY);
    expect(subject).toMatch(/MCRN/u);
    expect(subject).not.toMatch(/[0-9@\u00a0\u202f]/u);
    expect(subject.length).toBeLessThan(60);
    expect(text).not.toContain(mail.to);
    // Each mail can come to somebody who did nothing, except what staff is told.
    if (mail.kind === 'limit-met' || mail.kind === 'canary') return;
    expect(text).toMatch(
      /Vous n’avez|Vous ne voulez|Ce n’est pas vous|Did you not|Was this not you|no longer want/u,
    );
  });

  it.each(MAILS.filter(({ language }) => language === 'fr'))('$kind: is French as it is printed', (mail) => {
    const { text } = renderHubMail(mail, AGENCY);
    const words = text.replace(/https?:\S+/gu, '');
    expect(words).not.toMatch(/[^\u00a0]:(?![0-9])|[^\u202f][;?!»]|«[^\u202f]|[A-Za-zé]'/u);
  });

  it('are all different', () => {
    const subjects = MAILS.map((mail) => renderHubMail(mail, AGENCY).subject);
    expect(new Set(subjects).size).toBe(MAILS.length);
  });

  it.each(LANGUAGES)('shows link, code and how long each is good, in %s', (language) => {
    const mail = sample('confirm-account', language);
    const { text } = renderHubMail(mail, AGENCY);
    expect(text).toContain(`\n${mail.url}\n`);
    expect(text).toContain('482\u00a0913');
    expect(text).toContain('10\u00a0minutes');
    expect(text).toMatch(
      language === 'fr' ? /mardi 24 novembre 2026 à 7\u00a0h\u00a011/u : /Tuesday,? 24 November 2026/u,
    );
  });

  it.each(LANGUAGES)('leaves out a code that has ended, in %s', (language) => {
    const { text } = renderHubMail({ ...sample('confirm-account', language), codeMinutes: 0 }, AGENCY);
    expect(text).not.toMatch(/482|minute/u);
    expect(text).toContain('https://hub.mutuelle.test/');
  });

  it('writes the first of a month as people say it', () => {
    expect(renderHubMail(sample('letter-reminder', 'fr'), AGENCY).text).toContain('mardi 1er décembre 2026');
    const mail = { ...sample('password-set', 'fr'), at: Date.UTC(2026, 10, 1, 11) };
    expect(renderHubMail(mail, AGENCY).text).toContain('dimanche 1er novembre 2026 à 12\u00a0h\u00a000');
  });

  it('never lets a configured text become markup', () => {
    const hostile = '<b onclick="x()">&\'A"</b>';
    const agency = { name: hostile, address: hostile, phone: hostile, email: hostile };
    for (const mail of MAILS) expect(renderHubMail(mail, agency).html).not.toContain('<b ');
    const url = 'https://hub.test/"><script>x()</script>';
    expect(renderHubMail({ ...sample('confirm-account', 'fr'), url }, AGENCY).html).not.toContain('<script');
  });
});
