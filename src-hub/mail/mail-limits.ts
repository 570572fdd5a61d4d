import {
  MOST_NOTICES_OF_A_KIND,
  MOST_ORDINARY_MAILS,
  MOST_TYPED_ADDRESS_MAILS,
} from '../../src-shared/policy/notices.ts';
import type { HubMail } from './templates/hub-mail.ts';

/** A mail with its expiry. */
export interface Posting {
  readonly mail: HubMail;
  /** After this moment it is not sent. */
  readonly expiresAt: Date;
}

/**
 * How the mails of a kind are limited. `own`: by limits of their own, as codes are. `notice`: it tells of a changed password, account,
 * address, device or delegation; a flood of others never takes its place. `typed`: to an address that nobody has
 * proven. `ordinary`: all others, counted together.
 */
type Tier = 'own' | 'notice' | 'typed' | 'ordinary';

const TIERS: Readonly<Record<HubMail['kind'], Tier>> = {
  'confirm-account': 'own',
  'recovery-code': 'own',
  'space-code': 'own',
  'activation-code': 'own',
  canary: 'own',
  'account-confirmed': 'notice',
  'account-replaced': 'notice',
  'account-asked-again': 'notice',
  'password-set': 'notice',
  'password-attested': 'notice',
  // Its sender tells it once a day.
  'limit-met': 'notice',
  'contact-changed': 'notice',
  'address-reported': 'notice',
  'kiosk-voided': 'notice',
  'more-changes': 'notice',
  'delegation-offered': 'notice',
  'delegation-accepted': 'notice',
  'delegation-declined': 'notice',
  'delegation-revoked': 'notice',
  'delegation-granted': 'notice',
  'delegation-ending': 'notice',
  'device-added': 'notice',
  'device-blocked': 'notice',
  'device-unblocked': 'notice',
  'device-deleted': 'notice',
  'account-asked': 'typed',
  'letter-posted': 'ordinary',
  'letter-reminder': 'ordinary',
  'identifier-reminder': 'ordinary',
  'request-received': 'ordinary',
  'request-answered': 'ordinary',
};

/** Whether mails of this kind count for the limits of an address. */
export function isLimited(kind: HubMail['kind']): boolean {
  return TIERS[kind] !== 'own';
}

/** How many mails of each kind an address had within `MAIL_WINDOW`. */
export type MailsHad = ReadonlyMap<string, number>;

/** Judged: what is sent, and what an address has had too much of. */
export interface LimitedPostings {
  readonly sent: readonly Posting[];
  readonly withheld: readonly Posting[];
}

/**
 * Keeps mails within what one address may get in a day, over all kiosks and people. The first notice of a kind beyond
 * the limit becomes one mail that says there was more, once a day.
 * @param had mails of the last day to this address, by kind, without those that were withheld
 * @param postings new mails to this address, in order
 * @param now in milliseconds since 1970 UTC
 */
export function withinLimits(had: MailsHad, postings: readonly Posting[], now: number): LimitedPostings {
  const counts = new Map(had);
  const of = (kind: string): number => counts.get(kind) ?? 0;
  const sent: Posting[] = [];
  const withheld: Posting[] = [];
  const send = (posting: Posting): void => {
    counts.set(posting.mail.kind, of(posting.mail.kind) + 1);
    sent.push(posting);
  };
  for (const posting of postings) {
    const { kind, to, language } = posting.mail;
    switch (TIERS[kind]) {
      case 'own':
        send(posting);
        break;
      case 'typed':
        if (of(kind) < MOST_TYPED_ADDRESS_MAILS) send(posting);
        else withheld.push(posting);
        break;
      case 'ordinary':
        if (ordinary(counts) < MOST_ORDINARY_MAILS) send(posting);
        else withheld.push(posting);
        break;
      case 'notice':
        if (of(kind) < MOST_NOTICES_OF_A_KIND) send(posting);
        else {
          withheld.push(posting);
          if (of('more-changes') === 0)
            send({ ...posting, mail: { kind: 'more-changes', to, language, at: now } });
        }
    }
  }
  return { sent, withheld };
}

function ordinary(counts: MailsHad): number {
  let total = 0;
  for (const [kind, count] of counts) if (Reflect.get(TIERS, kind) === 'ordinary') total += count;
  return total;
}
