import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { renderHubMail } from '../../../../src-hub/mail/render-hub-mail.ts';
import { LANGUAGES } from '../../../../src-shared/messages/languages.ts';
import { sampleMails } from '../../../../tools/preview/sample-mails.ts';
import { AGENCY } from '../../../support/outbox-fixture.ts';

const MAILS = LANGUAGES.flatMap((language) => sampleMails(language)).flatMap((mail) =>
  'side' in mail ? [mail] : [],
);

/** What the tile of the home is called, which the mails send their readers to. */
function tileOf(language: string): string {
  const words: unknown = JSON.parse(readFileSync(`src-shared/messages/${language}.json`, 'utf8'));
  return String(Reflect.get(Object(words), 'space_delegation'));
}

it.each(MAILS)('$kind to the $side, $language: names the other side and the tile of the kiosk', (mail) => {
  const text = renderHubMail(mail, AGENCY).text.replaceAll(/\s+/gu, ' ');
  expect(text).toContain(mail.other);
  expect(text).toContain(tileOf(mail.language));
});

it.each(MAILS)('$kind to the $side, $language: tells scope and last day while it holds', (mail) => {
  const text = renderHubMail(mail, AGENCY).text.replaceAll(/\s+/gu, ' ');
  const isOver = mail.kind === 'delegation-declined' || mail.kind === 'delegation-revoked';
  expect(text.includes('2027')).toBe(!isOver);
  expect(/Ce qu’elle permet|What it allows/u.test(text)).toBe(!isOver);
});
