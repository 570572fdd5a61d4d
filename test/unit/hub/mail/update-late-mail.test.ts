import { expect, it } from 'vitest';
import type { HubMail } from '../../../../src-hub/mail/templates/hub-mail.ts';
import { updateLateMail } from '../../../../src-hub/mail/update-late-mail.ts';
import { sampleMails } from '../../../../tools/preview/sample-mails.ts';

const MADE = new Date('2026-05-14T12:00:00Z');
const after = (seconds: number): Date => new Date(MADE.getTime() + seconds * 1000);
const sample = (kind: HubMail['kind']): HubMail => {
  const mail = sampleMails('fr').find((one) => one.kind === kind);
  if (mail === undefined) throw new Error(kind);
  return mail;
};

it.each([
  [0, 10],
  [29, 10],
  [31, 9],
  [9 * 60, 1],
  [9 * 60 + 29, 1],
])('after %i seconds a code promises %i minutes', (seconds, codeMinutes) => {
  for (const kind of ['confirm-account', 'recovery-code', 'space-code'] as const)
    expect(updateLateMail(sample(kind), MADE, after(seconds))).toEqual({ ...sample(kind), codeMinutes });
});

it('a code that has ended is left out beside a link, and ends a mail that has nothing else', () => {
  expect(updateLateMail(sample('confirm-account'), MADE, after(600))).toMatchObject({ codeMinutes: 0 });
  for (const kind of ['recovery-code', 'space-code'] as const)
    expect(updateLateMail(sample(kind), MADE, after(600))).toBeNull();
});

it('no clock makes a code last longer than it does', () => {
  expect(updateLateMail(sample('recovery-code'), MADE, after(-3600))).toMatchObject({ codeMinutes: 10 });
});

it('what has no code stays as it is', () => {
  for (const mail of sampleMails('en').filter((one) => !('code' in one)))
    expect(updateLateMail(mail, MADE, after(86_400))).toBe(mail);
});
