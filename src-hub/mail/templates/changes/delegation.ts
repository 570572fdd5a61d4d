import type { Agency } from '../../../../src-shared/journey/agency.ts';
import { advice, paragraph, type MailWords } from '../../../../src-shared/mail/mail-words.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';
import { longDay, longMoment } from '../../../../src-shared/time/moment-words.ts';
import type { DelegationScope } from '../../../../src-shared/values/member-space/delegation.ts';
import type { DELEGATION_MAILS, HubMail } from '../hub-mail.ts';

export type DelegationMailKind = (typeof DELEGATION_MAILS)[number];

/** A mail to one side of a delegation. */
export type DelegationMail = Extract<HubMail, { kind: DelegationMailKind }>;

interface Locale {
  readonly locale: DelegationMail['language'];
}

/** Values in the texts: name of the other side, moment and last day in words, name of the agency. */
type Facts = Readonly<Record<'other' | 'moment' | 'lastDay' | 'name', string>>;

/** Texts of one kind of mail for one side. */
interface SideNews {
  readonly subject: (facts: Facts, locale: Locale) => string;
  readonly text: (facts: Facts, locale: Locale) => string;
}

type News = { readonly heading: (facts: object, locale: Locale) => string } & Readonly<
  Record<DelegationMail['side'], SideNews>
>;

const NEWS: Readonly<Record<DelegationMailKind, News>> = {
  'delegation-offered': {
    heading: m.mail_delegation_offered_heading,
    giver: { subject: m.mail_delegation_offered_giver_subject, text: m.mail_delegation_offered_giver },
    helper: { subject: m.mail_delegation_offered_helper_subject, text: m.mail_delegation_offered_helper },
  },
  'delegation-accepted': {
    heading: m.mail_delegation_accepted_heading,
    giver: { subject: m.mail_delegation_accepted_giver_subject, text: m.mail_delegation_accepted_giver },
    helper: { subject: m.mail_delegation_accepted_helper_subject, text: m.mail_delegation_accepted_helper },
  },
  'delegation-declined': {
    heading: m.mail_delegation_declined_heading,
    giver: { subject: m.mail_delegation_declined_giver_subject, text: m.mail_delegation_declined_giver },
    helper: { subject: m.mail_delegation_declined_helper_subject, text: m.mail_delegation_declined_helper },
  },
  'delegation-revoked': {
    heading: m.mail_delegation_revoked_heading,
    giver: { subject: m.mail_delegation_revoked_giver_subject, text: m.mail_delegation_revoked_giver },
    helper: { subject: m.mail_delegation_revoked_helper_subject, text: m.mail_delegation_revoked_helper },
  },
  'delegation-granted': {
    heading: m.mail_delegation_granted_heading,
    giver: { subject: m.mail_delegation_granted_giver_subject, text: m.mail_delegation_granted_giver },
    helper: { subject: m.mail_delegation_granted_helper_subject, text: m.mail_delegation_granted_helper },
  },
  'delegation-ending': {
    heading: m.mail_delegation_ending_heading,
    giver: { subject: m.mail_delegation_ending_giver_subject, text: m.mail_delegation_ending_giver },
    helper: { subject: m.mail_delegation_ending_helper_subject, text: m.mail_delegation_ending_helper },
  },
};

const SCOPES = {
  see: m.mail_delegation_scope_see,
  ask: m.mail_delegation_scope_ask,
  all: m.mail_delegation_scope_all,
} satisfies Record<DelegationScope, unknown>;

/** What to do when the reader does not want it. */
const UNWANTED = {
  giver: [m.mail_delegation_giver_unwanted, m.mail_delegation_giver_unwanted_do],
  helper: [m.mail_delegation_helper_unwanted, m.mail_delegation_helper_unwanted_do],
} as const satisfies Record<DelegationMail['side'], unknown>;

/** Mails about the end of a delegation do not repeat its scope. */
const IS_OVER: ReadonlySet<DelegationMailKind> = new Set(['delegation-declined', 'delegation-revoked']);

/** A mail to one side of a delegation: with whom, its scope and last day, and how to end it. */
export function delegationWords(mail: DelegationMail, agency: Agency): MailWords {
  const { kind, side, other, scope, endsOn, at, language } = mail;
  const { name, phone } = agency;
  const locale = { locale: language };
  const lastDay = longDay(new Date(`${endsOn}T12:00:00Z`), language);
  const facts = { other, moment: longMoment(at, language), lastDay, name };
  const { heading, [side]: news } = NEWS[kind];
  const [unwanted, unwantedDo] = UNWANTED[side];
  const reach = m.mail_delegation_reach({ scope: SCOPES[scope]({}, locale), lastDay }, locale);
  return {
    subject: news.subject(facts, locale),
    heading: heading({}, locale),
    blocks: [
      paragraph(news.text(facts, locale)),
      ...(IS_OVER.has(kind) ? [] : [paragraph(reach)]),
      advice(unwanted({}, locale), unwantedDo({ phone }, locale)),
    ],
  };
}
