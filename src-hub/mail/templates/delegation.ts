import type { Agency } from '../../../src-shared/journey/agency.ts';
import type { Language } from '../../../src-shared/language.ts';
import { longMoment } from '../../../src-shared/time/moment-words.ts';
import type { DelegationScope } from '../../../src-shared/values/delegation.ts';
import { dayInWords } from '../../letters/codes/letter-term.ts';
import type { DELEGATION_MAILS, HubMail } from './hub-mail.ts';
import { DELEGATION_EN } from './delegation-en.ts';
import { DELEGATION_FR } from './delegation-fr.ts';
import { advice, paragraph, type MailWords } from './frame.ts';

/** What became of a delegation. */
export type DelegationMailKind = (typeof DELEGATION_MAILS)[number];

/** A mail to one side of a delegation. */
export type DelegationMail = Extract<HubMail, { kind: DelegationMailKind }>;

/** What the words of one kind are made of. */
export interface DelegationFacts {
  /** Name of the other side. */
  readonly other: string;
  /** When it happened, in words. */
  readonly moment: string;
  /** The last day, in words. */
  readonly lastDay: string;
  readonly agency: Agency;
}

/** One kind of news, as one side is told it. */
interface SideNews {
  subject(name: string): string;
  text(facts: DelegationFacts): string;
}

/** The words of all mails about delegations in one language. */
export interface DelegationWords {
  readonly news: Readonly<
    Record<
      DelegationMailKind,
      { readonly heading: string } & Readonly<Record<DelegationMail['side'], SideNews>>
    >
  >;
  /** How far the helper may go and until when. */
  reach(scope: string, facts: DelegationFacts): string;
  readonly scopes: Readonly<Record<DelegationScope, string>>;
  /** What to do when it is not wanted: question and answer. */
  readonly unwanted: Readonly<
    Record<DelegationMail['side'], (facts: DelegationFacts) => readonly [question: string, answer: string]>
  >;
}

const WORDS: Readonly<Record<Language, DelegationWords>> = { fr: DELEGATION_FR, en: DELEGATION_EN };

/** News that ends a delegation need not say how far it went. */
const IS_OVER: ReadonlySet<DelegationMailKind> = new Set(['delegation-declined', 'delegation-revoked']);

/** A notice to one side of a delegation: who, how far, until when, and how to end it. */
export function delegationWords(mail: DelegationMail, agency: Agency): MailWords {
  const { kind, side, other, scope, endsOn, at, language } = mail;
  const words = WORDS[language];
  const lastDay = dayInWords(new Date(`${endsOn}T12:00:00Z`), language);
  const facts = { other, moment: longMoment(at, language), lastDay, agency };
  const { heading, [side]: news } = words.news[kind];
  return {
    subject: news.subject(agency.name),
    heading,
    blocks: [
      paragraph(news.text(facts)),
      ...(IS_OVER.has(kind) ? [] : [paragraph(words.reach(words.scopes[scope], facts))]),
      advice(...words.unwanted[side](facts)),
    ],
  };
}
