import { type Language } from '../../../src-shared/messages/languages.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import { mismatchOf, readHolders, type KnownHolder } from '../../accounts/requests/claim-check.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { Posting } from '../../mail/mail-limits.ts';
import { postMails } from '../../mail/post-mail.ts';
import type { Decision, KindContext, EventKindHandler, KindRun } from './kind.ts';
import { IDENTIFIER_REMINDER_GAP } from '../../../src-shared/policy/notices.ts';

/**
 * Mails the e-mail address of an account to that same address, when the claim matches its holder. The answer is always
 * `accepted`, so that it does not reveal who has an account.
 */
export const identifierRequested: EventKindHandler<'identifier-requested'> = {
  open: async (connection, subjects, context) =>
    new IdentifierRun(await readHolders(connection, subjects), context),
};

class IdentifierRun implements KindRun<'identifier-requested'> {
  readonly #holders: ReadonlyMap<string, KnownHolder>;
  readonly #context: KindContext;
  /** By id of the account. */
  readonly #reminders = new Map<string, Posting>();

  constructor(holders: ReadonlyMap<string, KnownHolder>, context: KindContext) {
    this.#holders = holders;
    this.#context = context;
  }

  decide({ body }: Decision<'identifier-requested'>): EventAnswer {
    const holder = this.#holders.get(subjectOf(body.holder));
    const mismatch = mismatchOf(body, holder);
    const account = holder?.account ?? null;
    if (mismatch === null && account !== null) this.#remind(account, body.language);
    return { status: 'accepted' };
  }

  #remind(account: NonNullable<KnownHolder['account']>, language: Language): void {
    const { now } = this.#context;
    const last = account.remindedAt?.getTime();
    if (last !== undefined && now - last < IDENTIFIER_REMINDER_GAP) return;
    this.#reminders.set(account.id, {
      mail: { kind: 'identifier-reminder', to: account.email, language },
      expiresAt: new Date(now + IDENTIFIER_REMINDER_GAP),
    });
  }

  async save(connection: HubConnection): Promise<void> {
    await connection.query('UPDATE account SET reminded_at = $2::timestamptz WHERE id = ANY ($1::uuid[])', [
      [...this.#reminders.keys()],
      new Date(this.#context.now).toISOString(),
    ]);
    const reminders = [...this.#reminders.values()];
    const sent = await (this.#context.requestMails?.take(connection, reminders) ?? reminders);
    await postMails(connection, this.#context.mail, sent);
  }
}
