import type { Member } from '../../src-shared/hub-api/member.ts';
import { DEMO_CAST } from './demo-members.ts';
import type { DemoAdviser } from './demo-staff.ts';
import type { ReceivedMail } from './mail-server.ts';
import type { ReceivedSms } from './sms-gateway.ts';

/** Members to try at the kiosk, for the terminal. */
export function castHints(): string {
  const lines = Object.values(DEMO_CAST).map(
    (member) => `  ${member.number}   ${nameOf(member)} — ${channelsOf(member)}`,
  );
  return ['Invented members to try (200 in all):', ...lines].join('\n');
}

/** People of the branch, and how to be one of them, for the terminal. @param url of head office */
export function staffHints(url: string, advisers: readonly DemoAdviser[]): string {
  const lines = advisers.map(
    ({ badge, name, role, slip }) =>
      `  ${badge}   ${name} (${role})${slip === null ? ', PIN chosen before' : `, slip ${slip}`}`,
  );
  return [
    `Advisers: first use of a badge at ${url}/agence, then the corner of the kiosk (five taps, or five times F9):`,
    ...lines,
  ].join('\n');
}

/** A mail, for the terminal. */
export function mailHint(mail: ReceivedMail): string {
  return frame(`E-mail to ${mail.to} — ${mail.subject}`, mail.text);
}

/** An SMS, for the terminal. */
export function smsHint(sms: ReceivedSms): string {
  return frame(`SMS to ${sms.to}`, sms.text);
}

function frame(title: string, text: string): string {
  return `\n┌ ${title}\n${text.trim().replace(/^/gmu, '│ ')}\n└`;
}

function nameOf(member: Member): string {
  return `${member.givenName} ${member.familyName}`;
}

function channelsOf({ email, phone }: Member): string {
  if (email !== null && phone !== null) return 'e-mail and phone';
  if (email !== null) return 'e-mail only';
  return phone === null ? 'letter only' : 'phone only';
}
