import { DEFAULT_LANGUAGE, type Language } from '../../src-shared/messages/languages.ts';
import { HUB_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';
import { readMobile } from '../../src-shared/values/contact/phone.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { readMailContacts } from '../people/mail-contacts.ts';
import { letterNewsOf } from './letter-news.ts';
import { postNotices, postVoidedLetters } from './notice-letters.ts';
import type { Posting } from './mail-limits.ts';
import { type MailDeps, postMails } from './post-mail.ts';
import { postSms, postSmsOnceADay, type SmsPosting } from './post-sms.ts';
import type { HubMail } from './templates/hub-mail.ts';

type Unaddressed<Mail> = Mail extends HubMail ? Omit<Mail, 'to' | 'language'> : never;

/** Something about a person's password, account, channels, devices or delegations. */
export interface News {
  /** Subject of the person (see `subjectOf`). */
  readonly subject: string;
  readonly mail: Unaddressed<HubMail>;
  /** Null: the language on file. */
  readonly language?: Language | null;
  /** Addresses that were on file until now. */
  readonly former?: readonly string[];
  /** Mobile numbers (E.164) that were on file until now. */
  readonly formerPhones?: readonly string[];
  /** What the former addresses are told; absent: the same. */
  readonly formerMail?: Unaddressed<HubMail>;
  /**
   * Addresses through which it was done. They are told as well, but not alone: whoever reads one of them may have done
   * it.
   */
  readonly used?: readonly string[];
  /** True: an address on file may be somebody else's, so a letter tells it too. */
  readonly isDoubtful?: boolean;
  /** True: the letter brings a code for a new password, because the person has none any more. */
  readonly withCode?: boolean;
  /** After this moment no mail of it is sent; absent: after a week. */
  readonly expiresAt?: Date;
}

/** How people are told. */
export interface ToldCounts {
  /** People who get a mail. */
  readonly mails: number;
  /** People who get a letter with the next batch. */
  readonly posted: number;
  /** People whom nothing reaches: unknown or closed. */
  readonly unreached: number;
}

/**
 * The one way in which head office tells people of what happens to their passwords, accounts, channels, devices and
 * delegations, within the caller's transaction: at every e-mail address on file and at the former ones, so that whoever
 * did it cannot keep it from the person; by text message at phones on file and former ones; and by letter, where no mail
 * reaches them or only an address that was used. A text message spares no letter: who has a phone alone gets the codes of
 * each change there, so it is the way that was used.
 */
export async function tellPeople(
  connection: HubConnection,
  deps: MailDeps,
  news: readonly News[],
): Promise<ToldCounts> {
  if (news.length === 0) return { mails: 0, posted: 0, unreached: 0 };
  const now = deps.now();
  const inAWeek = new Date(now.getTime() + HUB_NOTICE_LIFE);
  const contacts = await readMailContacts(connection, [...new Set(news.map(({ subject }) => subject))]);
  const mailed = new Set<string>();
  const onPaper: News[] = [];
  const postings: Posting[] = [];
  for (const one of news) {
    const { subject, mail, language, former = [], formerMail = mail, used = [], isDoubtful = false } = one;
    const onFile = contacts.get(subject);
    const addresses = new Set([...(onFile?.emails ?? []), ...former]);
    for (const to of addresses) {
      const said = onFile?.emails.includes(to) === true ? mail : formerMail;
      const whole = { ...said, to, language: language ?? onFile?.language ?? DEFAULT_LANGUAGE };
      postings.push({ mail: whole, expiresAt: one.expiresAt ?? inAWeek });
      mailed.add(subject);
    }
    if (isDoubtful || [...addresses].every((address) => used.includes(address))) onPaper.push(one);
  }
  if (postings.length > 0) await postMails(connection, deps, postings);
  await postTexts(connection, deps, contacts, news, inAWeek);
  const posted = await postLetters(connection, onPaper, now);
  const people = new Set(news.map(({ subject }) => subject));
  const reached = new Set([...mailed, ...posted]);
  return {
    mails: mailed.size,
    posted: posted.size,
    unreached: [...people].filter((subject) => !reached.has(subject)).length,
  };
}

/** @returns who gets a letter. Somebody without a membership cannot use a code for a password, and gets none. */
async function postLetters(
  connection: HubConnection,
  news: readonly News[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const withCode = [...new Set(news.filter((one) => one.withCode === true).map(({ subject }) => subject))];
  const coded = await postVoidedLetters(connection, withCode, now);
  const notices = news.flatMap(({ subject, mail }) => {
    const what = coded.has(subject) ? null : letterNewsOf(mail);
    return what === null ? [] : [{ subject, what, at: 'at' in mail ? new Date(mail.at) : now }];
  });
  return new Set([...coded, ...(await postNotices(connection, notices, now))]);
}

/** Tells phones on file and former ones, in addition to mails and letters. */
async function postTexts(
  connection: HubConnection,
  deps: MailDeps,
  contacts: Awaited<ReturnType<typeof readMailContacts>>,
  news: readonly News[],
  expiresAt: Date,
): Promise<void> {
  if (deps.settings.HUB_SMS_URL === undefined) return;
  for (const { subject, mail, language, formerPhones = [] } of news) {
    const message = textOf(mail, deps.now());
    if (message === null) continue;
    const onFile = contacts.get(subject);
    const mobile = readMobile(onFile?.phone ?? '', deps.settings.HUB_SMS_COUNTRIES);
    for (const to of new Set([...(mobile.ok ? [mobile.value] : []), ...formerPhones]))
      await (message.kind === 'account-changed' ? postSmsOnceADay : postSms)(connection, deps, {
        ...{ to, message, expiresAt },
        language: language ?? onFile?.language ?? DEFAULT_LANGUAGE,
      });
  }
}

/** What is told by text message; null: mails alone tell it. */
function textOf(mail: Unaddressed<HubMail>, now: Date): SmsPosting['message'] | null {
  switch (mail.kind) {
    case 'password-set':
      return { kind: 'password-set', at: mail.at };
    case 'password-attested':
      return { kind: 'password-attested', at: mail.at, url: mail.url };
    case 'contact-changed':
      return {
        ...{ kind: 'contact-changed', channel: mail.channel, at: mail.at },
        ...(mail.byAdviser === true && { byAdviser: true }),
      };
    default:
      return letterNewsOf(mail) === null ? null : { kind: 'account-changed', at: now.getTime() };
  }
}
