import { DEFAULT_LANGUAGE, type Language } from '../../src-shared/language.ts';
import { HUB_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { readMailContacts } from '../people/mail-contacts.ts';
import { type MailDeps, postMails } from './post-mail.ts';
import type { HubMail } from './templates/hub-mail.ts';

type Unaddressed<Mail> = Mail extends HubMail ? Omit<Mail, 'to' | 'language'> : never;

/** Something about a person's password, addresses or devices. */
export interface News {
  /** Subject of the person (see `subjectOf`). */
  readonly subject: string;
  readonly mail: Unaddressed<HubMail>;
  /** Null: the language on file. */
  readonly language?: Language | null;
  /** Addresses that were on file until now. */
  readonly former?: readonly string[];
}

/**
 * Tells people of what happens to their passwords, addresses and devices, within the caller's transaction: at every
 * e-mail address on file and at the former ones, so that whoever did it cannot keep it from the person. Somebody without
 * any address is told nothing.
 */
export async function tellPeople(
  connection: HubConnection,
  deps: MailDeps,
  news: readonly News[],
): Promise<void> {
  if (news.length === 0) return;
  const expiresAt = new Date(deps.now().getTime() + HUB_NOTICE_LIFE);
  const contacts = await readMailContacts(connection, [...new Set(news.map(({ subject }) => subject))]);
  const postings = news.flatMap(({ subject, mail, language, former = [] }) => {
    const onFile = contacts.get(subject);
    const addresses = new Set([...(onFile?.emails ?? []), ...former]);
    return [...addresses].map((to) => {
      const whole = { ...mail, to, language: language ?? onFile?.language ?? DEFAULT_LANGUAGE };
      return { mail: whole, expiresAt };
    });
  });
  if (postings.length > 0) await postMails(connection, deps, postings);
}
