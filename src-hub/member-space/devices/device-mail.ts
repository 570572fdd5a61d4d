import type { Language } from '../../../src-shared/language.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { DEVICE_MAILS } from '../../mail/templates/hub-mail.ts';
import { type MailDeps, postMail } from '../../mail/post-mail.ts';
import { HUB_NOTICE_LIFE } from '../../../src-shared/policy/notices.ts';
import { reachOf } from '../fresh-codes/reach.ts';

/** What the person is told of a device. */
export interface DeviceNews {
  readonly kind: (typeof DEVICE_MAILS)[number];
  /** Whose device it is: see `subjectOf`. */
  readonly holder: string;
  readonly device: string;
  readonly type: ConnectedDevice['kind'];
  readonly at: Date;
  /** Null: that of the person's file. */
  readonly language: Language | null;
  /** Somebody who acts for the person did it. */
  readonly byHelper: boolean;
}

/** Tells a person by mail what became of a device, within the caller's transaction; nobody without an address. */
export async function postDeviceMail(
  connection: HubConnection,
  deps: MailDeps,
  { holder, at, language, ...news }: DeviceNews,
): Promise<void> {
  const reach = await reachOf(connection, holder);
  if (reach.email === null) return;
  const mail = { ...news, to: reach.email, language: language ?? reach.language, at: at.getTime() };
  await postMail(connection, deps, mail, new Date(at.getTime() + HUB_NOTICE_LIFE));
}
