import type { Language } from '../../../src-shared/messages/languages.ts';
import type { ConnectedDevice } from '../../../src-shared/hub-api/space-data.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { DEVICE_MAILS } from '../../mail/templates/hub-mail.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { tellPeople } from '../../mail/tell-people.ts';

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
  /** Addresses whose code allowed it (see `News`). Absent: none. */
  readonly used?: readonly string[];
}

/** Tells the owner about a device, within the caller's transaction. */
export async function postDeviceMail(
  connection: HubConnection,
  deps: MailDeps,
  { holder: subject, at, language, used = [], ...mail }: DeviceNews,
): Promise<void> {
  await tellPeople(connection, deps, [{ subject, language, used, mail: { ...mail, at: at.getTime() } }]);
}
