import type { HubMail } from './templates/hub-mail.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/** The minutes for which the code of a message that has waited is still valid; 0: it is not any more. */
export function minutesLeft(promised: number, madeAt: Date, now: Date): number {
  const waited = Math.max(0, now.getTime() - madeAt.getTime());
  return Math.max(0, promised - Math.round(waited / MINUTE));
}

/**
 * Updates a mail that is sent late: a code promises only the minutes that are left. For an expired code beside a valid
 * link `codeMinutes` is 0; the mail then leaves the code out.
 * @returns null when nothing in it is valid any more
 */
export function updateLateMail(mail: HubMail, madeAt: Date, now: Date): HubMail | null {
  if (!('codeMinutes' in mail)) return mail;
  const codeMinutes = minutesLeft(mail.codeMinutes, madeAt, now);
  if (codeMinutes === 0 && mail.kind !== 'confirm-account') return null;
  return { ...mail, codeMinutes };
}
