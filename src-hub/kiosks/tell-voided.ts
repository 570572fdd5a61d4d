import { HUB_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { type MailDeps, postMails, type Posting } from '../mail/post-mail.ts';
import { readMailContacts } from '../people/mail-contacts.ts';
import { splitSubjects } from '../people/subjects.ts';

/** How people are told. */
export interface ToldCounts {
  readonly mails: number;
  /** Letters with a code for a new password, in the next batch. */
  readonly posted: number;
  /** People whom head office cannot reach: they have neither an e-mail address nor a membership. */
  readonly unreached: number;
}

/** Who is told. Subjects are from `subjectOf`; nobody stands in both of the first two. */
export interface VoidedPeople {
  /** Their password was ended. */
  readonly passwords: readonly string[];
  /** Only requests of theirs were ended. */
  readonly requests: readonly string[];
  /** Their e-mail address may be somebody else's: they get a letter too. */
  readonly doubtful: readonly string[];
}

/**
 * Tells people that head office has ended what a kiosk had told of them: by mail, and by letter whoever has no e-mail
 * address. Once for each, within the caller's transaction.
 */
export async function tellVoided(
  connection: HubConnection,
  deps: MailDeps,
  { passwords, requests, doubtful }: VoidedPeople,
): Promise<ToldCounts> {
  const people = [...passwords, ...requests];
  const contacts = await readMailContacts(connection, people);
  const at = deps.now().getTime();
  const expiresAt = new Date(at + HUB_NOTICE_LIFE);
  const mails = people.flatMap((subject): Posting[] => {
    const { email: to = null, language = 'fr' } = contacts.get(subject) ?? {};
    const what = passwords.includes(subject) ? 'password' : 'request';
    return to === null ? [] : [{ mail: { kind: 'kiosk-voided', to, language, what, at }, expiresAt }];
  });
  await postMails(connection, deps, mails);
  const withoutMail = people.filter((subject) => (contacts.get(subject)?.email ?? null) === null);
  const posted = await postLetters(
    connection,
    [...new Set([...withoutMail, ...people.filter((subject) => doubtful.includes(subject))])],
    deps.now(),
  );
  const reached = new Set(posted);
  return {
    mails: mails.length,
    posted: posted.length,
    unreached: withoutMail.filter((subject) => !reached.has(subject)).length,
  };
}

/** @returns the members who get one; letters that they had asked for count for their limits, this one stands above */
async function postLetters(
  connection: HubConnection,
  subjects: readonly string[],
  now: Date,
): Promise<string[]> {
  const rows = await connection.query<{ number: string }>(
    `INSERT INTO letter (id, number, requested_at, because)
       SELECT gen_random_uuid(), number, $2::timestamptz, 'voided' FROM member
       WHERE number = ANY ($1::text[]) AND closed_at IS NULL
     RETURNING number`,
    [splitSubjects(subjects).numbers, now.toISOString()],
  );
  return rows.map(({ number }) => number);
}
