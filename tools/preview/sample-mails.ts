import { DELEGATION_MAILS, DEVICE_MAILS, type HubMail } from '../../src-hub/mail/templates/hub-mail.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import { DAY } from '../../src-shared/time/units.ts';

/** The 22nd of November 2026, 07:11 in Paris. */
const AT = Date.UTC(2026, 10, 22, 6, 11);

/** One mail of each kind of the hub. */
export function sampleMails(language: Language, to = 'zoe.exemple@adherent.test'): HubMail[] {
  const head = { to, language };
  const url = `https://hub.mutuelle.test/compte/confirmation/${'4FzT-x_q9Kd'.repeat(4).slice(0, 43)}`;
  return [
    { ...head, kind: 'letter-posted', lastDay: AT + 20 * DAY },
    { ...head, kind: 'letter-reminder', lastDay: AT + 9 * DAY },
    { ...head, kind: 'confirm-account', url, code: '482913', codeMinutes: 10, until: AT + 2 * DAY },
    { ...head, kind: 'account-confirmed', at: AT },
    { ...head, kind: 'account-replaced', at: AT },
    { ...head, kind: 'account-asked', at: AT },
    { ...head, kind: 'account-asked-again', at: AT },
    { ...head, kind: 'more-changes', at: AT },
    { ...head, kind: 'identifier-reminder' },
    { ...head, kind: 'recovery-code', code: '482913', codeMinutes: 10 },
    { ...head, kind: 'activation-code', code: '482913', codeMinutes: 10 },
    { ...head, kind: 'password-set', at: AT },
    {
      ...head,
      kind: 'password-attested',
      at: AT,
      place: 'Nantes 1',
      url: url.replace('confirmation', 'pas-moi'),
    },
    { ...head, kind: 'password-attested', at: AT, place: null, url: url.replace('confirmation', 'pas-moi') },
    { ...head, kind: 'limit-met', limit: 'attested-passwords', place: 'Nantes 1', at: AT },
    { ...head, kind: 'canary', place: 'Nantes 1', at: AT },
    { ...head, kind: 'kiosk-voided', what: 'password', at: AT },
    { ...head, kind: 'kiosk-voided', what: 'request', at: AT },
    { ...head, kind: 'request-received', what: 'address', receipt: 'KT4M-7XWA', at: AT, byHelper: true },
    { ...head, kind: 'request-answered', what: 'question', receipt: 'KT4M-7XWA', state: 'done' },
    ...DELEGATION_MAILS.flatMap((kind) => [
      {
        ...head,
        kind,
        side: 'giver',
        other: 'Odette Exemple',
        scope: 'see',
        endsOn: '2027-02-22',
        at: AT,
      } as const,
      {
        ...head,
        kind,
        side: 'helper',
        other: 'Zoé Exemple',
        scope: 'all',
        endsOn: '2027-02-01',
        at: AT,
      } as const,
    ]),
    { ...head, kind: 'space-code', purpose: 'device', code: '482913', codeMinutes: 10 },
    { ...head, kind: 'contact-changed', channel: 'email', masked: 'z•••e@autre.test', at: AT },
    {
      ...head,
      ...{ kind: 'contact-changed', channel: 'sms', masked: '** ** ** ** 34', at: AT, byAdviser: true },
    },
    ...DEVICE_MAILS.map(
      (kind) =>
        ({ ...head, kind, device: 'Téléphone de Zoé', type: 'phone', byHelper: false, at: AT }) as const,
    ),
  ];
}
