import { sql } from 'kysely';
import { onTestFinished } from 'vitest';
import type { HubMail } from '../../../../src-hub/mail/templates/hub-mail.ts';
import { MAIL_CHANNEL, postMail } from '../../../../src-hub/mail/post-mail.ts';
import { mailTransport } from '../../../../src-hub/mail/mail-transport.ts';
import { OutboxSender } from '../../../../src-hub/mail/outbox/outbox-sender.ts';
import type { SmtpServer } from '../../../../src-shared/mail/smtp-options.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import type { HubSettings } from '../../../../src-hub/basics/settings/settings.ts';
import type { MailServerOptions } from '../../../../tools/demo/mail-server.ts';
import { sampleMails } from '../../../../tools/preview/sample-mails.ts';
import { openHubRig, type HubRig, type RigOptions } from '../../../support/hub/hub-rig.ts';
import { openMailbox, type Mailbox } from '../../../support/fakes/mailbox.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

/** Address of an invented person. */
export const TO = 'zoe.exemple@adherent.test';

/** A mail of the outbox as the database has it. */
interface MailRow {
  readonly state: string;
  readonly tries: number;
  readonly last_fault: string | null;
  readonly sealed: Buffer | null;
  readonly settled_at: Date | null;
  readonly due_at: Date;
}

/** A hub that sends to a real mail server. */
export interface MailFixture extends HubRig {
  readonly box: Mailbox;
  post(mail?: Partial<HubMail>, expiresIn?: number): Promise<string>;
  row(id: string): Promise<MailRow>;
  /** Waits until a mail is as asked. */
  until(id: string, wanted: (row: MailRow) => boolean): Promise<MailRow>;
  /** Waits until a mail has got to a state. */
  untilState(id: string, state: string): Promise<MailRow>;
  /** Lets the hub's clock go on, and has the hubs look. */
  later(milliseconds: number): Promise<void>;
}

/** Opens a mail server. */
export async function openBox(options: Partial<MailServerOptions> = {}): Promise<Mailbox> {
  const box = await openMailbox(options);
  onTestFinished(() => box.close());
  return box;
}

/** A mail of the kind that is named, or one that says that an account is confirmed. */
export function mailOf(changed: Partial<HubMail> = {}): HubMail {
  const { kind = 'account-confirmed' } = changed;
  const mail = sampleMails('fr', TO).find((one) => one.kind === kind);
  return { ...mail, ...changed } as HubMail;
}

/** Sends the mails of the outbox, until the hub stops. */
export function mailsOf(deps: HubDeps, server: SmtpServer | null): OutboxSender {
  return new OutboxSender(deps, 'mail', server && mailTransport(deps, server));
}

/** Puts a mail into the outbox. */
function post(deps: HubDeps, changed: Partial<HubMail> = {}, expiresIn = HOUR): Promise<string> {
  const expiresAt = new Date(deps.now().getTime() + expiresIn);
  return deps.database.transaction((connection) => postMail(connection, deps, mailOf(changed), expiresAt));
}

/** Opens a hub that sends, and its mail server. */
export async function openFixture(
  server: Partial<MailServerOptions> = {},
  options: RigOptions & { settings?: Partial<HubSettings> } = {},
): Promise<MailFixture> {
  const box = await openBox(server);
  const settings = { HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: box.port, ...options.settings };
  const rig = await openHubRig({ ...options, settings });
  const { database } = rig.deps;
  const row = async (id: string): Promise<MailRow> =>
    database.db.selectFrom('mail').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const until: MailFixture['until'] = async (id, wanted) => {
    const deadline = AbortSignal.timeout(30_000);
    for (;;) {
      const found = await row(id);
      if (wanted(found)) return found;
      const fault = found.last_fault ?? 'no fault';
      if (deadline.aborted)
        throw new Error(`the mail stayed ${found.state} after ${found.tries} tries: ${fault}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return {
    ...rig,
    box,
    post: (mail, expiresIn) => post(rig.deps, mail, expiresIn),
    row,
    until,
    untilState: (id, state) => until(id, (found) => found.state === state),
    later: async (milliseconds) => {
      rig.clock.advance(milliseconds);
      await sql`SELECT pg_notify(${MAIL_CHANNEL}, '')`.execute(database.db);
    },
  };
}
