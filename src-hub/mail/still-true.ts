import type { HubMail } from './templates/hub-mail.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/**
 * The mail as it is true now: a code that goes late does not promise the minutes that it has waited. `codeMinutes`
 * is 0 for a code that has ended: beside a link it is left out.
 * @returns null when nothing in it is of use any more
 */
export function stillTrue(mail: HubMail, madeAt: Date, now: Date): HubMail | null {
  if (mail.kind !== 'confirm-account' && mail.kind !== 'recovery-code' && mail.kind !== 'space-code')
    return mail;
  const waited = Math.max(0, now.getTime() - madeAt.getTime());
  const codeMinutes = Math.max(0, mail.codeMinutes - Math.round(waited / MINUTE));
  if (codeMinutes === 0 && mail.kind !== 'confirm-account') return null;
  return { ...mail, codeMinutes };
}
