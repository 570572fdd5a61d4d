import type { Language } from '../../../src-shared/language.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { DEVICE_MAILS } from '../../mail/templates/hub-mail.ts';
import { type MailDeps, postMail } from '../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../src-shared/policy/notices.ts';
import { readMailContacts } from '../../people/mail-contacts.ts';

/** What a mail says about a device. */
export interface DeviceNews {
  readonly kind: (typeof DEVICE_MAILS)[number];
  /** Subject of the owner (see `subjectOf`). */
  readonly holder: string;
  readonly device: string;
  readonly type: ConnectedDevice['kind'];
  readonly at: Date;
  /** Null: the language on file. */
  readonly language: Language | null;
  /** True: a helper did it. */
  readonly byHelper: boolean;
}

/** Mails the owner about a device, within the caller's transaction. Does nothing without an address. */
export async function postDeviceMail(
  connection: HubConnection,
  deps: MailDeps,
  { holder, at, language, ...news }: DeviceNews,
): Promise<void> {
  const reach = (await readMailContacts(connection, [holder])).get(holder);
  if (!reach?.email) return;
  const mail = { ...news, to: reach.email, language: language ?? reach.language, at: at.getTime() };
  await postMail(connection, deps, mail, new Date(at.getTime() + HUB_NOTICE_LIFE));
}
