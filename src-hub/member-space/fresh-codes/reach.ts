import { DEFAULT_LANGUAGE, type Language } from '../../../src-shared/language.ts';
import { parseMobile } from '../../../src-shared/values/phone.ts';
import { INSURED_SUBJECT } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';

/** How one person is reached. */
export interface Reach {
  /** That of the members' file, else of the confirmed account. */
  readonly email: string | null;
  /** French mobile number of the members' file, E.164; text messages reach no other. */
  readonly phone: string | null;
  readonly isMember: boolean;
  /** Language of mails that come about without a kiosk. */
  readonly language: Language;
}

/** How a person is reached; nobody unknown or closed is. @param subject from `subjectOf` */
export async function reachOf(connection: HubConnection, subject: string): Promise<Reach> {
  const isMember = !subject.startsWith(INSURED_SUBJECT);
  const { email, language } = (await readMailContacts(connection, [subject])).get(subject) ?? NOBODY;
  const [row] = await connection.query<{ phone: string | null }>(
    'SELECT phone FROM member WHERE number = $1 AND closed_at IS NULL',
    [subject],
  );
  const phone = row?.phone ?? null;
  return { email, phone: phone === null ? null : parseMobile(phone), isMember, language };
}

const NOBODY = { email: null, language: DEFAULT_LANGUAGE } as const;
