import type { HubSettings } from '../basics/settings/settings.ts';
import { DEFAULT_LANGUAGE, type Language } from '../../src-shared/messages/languages.ts';
import { readMobile } from '../../src-shared/values/contact/phone.ts';
import { INSURED_SUBJECT } from '../people/subjects.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { readMailContacts } from '../people/mail-contacts.ts';

/** How a person can be reached. */
export interface Reach {
  /** The address in the file of members, otherwise of the confirmed account. */
  readonly email: string | null;
  /** Mobile number in the file of members, E.164, of a country to which text messages may go. */
  readonly phone: string | null;
  readonly isMember: boolean;
  /** Language of mails that no kiosk causes. */
  readonly language: Language;
}

/** How a person can be reached. An unknown or closed person cannot. @param subject from `subjectOf` */
export async function readReach(
  connection: HubConnection,
  settings: Pick<HubSettings, 'HUB_SMS_COUNTRIES'>,
  subject: string,
): Promise<Reach> {
  const isMember = !subject.startsWith(INSURED_SUBJECT);
  const { email, language } = (await readMailContacts(connection, [subject])).get(subject) ?? NOBODY;
  const [row] = await connection.query<{ phone: string | null }>(
    'SELECT phone FROM member WHERE number = $1 AND closed_at IS NULL',
    [subject],
  );
  const mobile = readMobile(row?.phone ?? '', settings.HUB_SMS_COUNTRIES);
  return { email, phone: mobile.ok ? mobile.value : null, isMember, language };
}

const NOBODY = { email: null, language: DEFAULT_LANGUAGE } as const;
