import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import {
  mismatchOf,
  readHolders,
  type KnownHolder,
  type Mismatch,
} from '../../accounts/requests/claim-check.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { isLetterAllowed } from '../../letters/batches/letter-gap.ts';
import { readRequestedLetters, type RequestedLetters } from '../../letters/batches/requested-letters.ts';
import type { Posting } from '../../mail/mail-limits.ts';
import { postMails } from '../../mail/post-mail.ts';
import {
  HUB_NOTICE_LIFE,
  KIOSK_TYPED_ADDRESS_MAILS,
  MAIL_WINDOW,
} from '../../../src-shared/policy/notices.ts';
import { type News, tellPeople } from '../../mail/tell-people.ts';
import type { Decision, KindContext, EventKindHandler, KindRun } from './kind.ts';

interface Kept {
  readonly decision: Decision<'account-requested'>;
  readonly refusal: Exclude<Mismatch, null> | 'letter-limit' | null;
}

/**
 * Asks for an account, so for a provisional password by letter. The answer is always `accepted`, and the typed e-mail
 * address always gets the same mail, so that neither reveals whether the request fits; the real outcome is stored for
 * staff. The letter goes to the address on file, within the holder's limits over all kiosks. A holder who already has an account gets a mail about it.
 */
export const accountRequested: EventKindHandler<'account-requested'> = {
  open: async (connection, subjects, context) =>
    new RequestRun(
      await readHolders(connection, subjects),
      await readRequestedLetters(connection, 'account', subjects, context),
      await countAsked(connection, context),
      context,
    ),
};

class RequestRun implements KindRun<'account-requested'> {
  readonly #holders: ReadonlyMap<string, KnownHolder>;
  readonly #letters: RequestedLetters;
  /** Requests of this kiosk within the last day, whether they fit or not. */
  #asked: number;
  readonly #context: KindContext;
  readonly #kept: Kept[] = [];
  readonly #notices: News[] = [];
  readonly #toTyped: Posting[] = [];

  constructor(
    holders: ReadonlyMap<string, KnownHolder>,
    letters: RequestedLetters,
    asked: number,
    context: KindContext,
  ) {
    this.#holders = holders;
    this.#letters = letters;
    this.#asked = asked;
    this.#context = context;
  }

  decide(decision: Decision<'account-requested'>): EventAnswer {
    const { body } = decision;
    const { now } = this.#context;
    const subject = subjectOf(body.holder);
    const holder = this.#holders.get(subject);
    if (this.#letters.isKioskSpent) this.#context.limitReached('kiosk-letters');
    const isAllowed = !this.#letters.isKioskSpent && isLetterAllowed(this.#letters.of(subject), now);
    const refusal = mismatchOf(body, holder) ?? (isAllowed ? null : 'letter-limit');
    this.#kept.push({ decision, refusal });
    this.#tellTypedAddress(body);
    if (refusal === null) {
      this.#letters.make(subject, now);
      if (holder !== undefined && holder.account !== null)
        this.#notices.push({ subject, mail: { kind: 'account-asked-again', at: now } });
    }
    return { status: 'accepted' };
  }

  #tellTypedAddress({ email: to, language }: Decision<'account-requested'>['body']): void {
    const { now } = this.#context;
    this.#asked += 1;
    if (this.#asked > KIOSK_TYPED_ADDRESS_MAILS) {
      this.#context.limitReached('typed-address-mails');
      return;
    }
    this.#toTyped.push({
      mail: { kind: 'account-asked', to, language, at: now },
      expiresAt: new Date(now + HUB_NOTICE_LIFE),
    });
  }

  async save(connection: HubConnection): Promise<void> {
    if (this.#kept.length === 0) return;
    await connection.query(
      `WITH asked AS (
         SELECT id, receipt, number, decode(nir, 'hex') AS insured, language, requested_at, refusal
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
           AS asked (id, receipt, number, nir, language, requested_at, refusal)
       ), letters AS (
         INSERT INTO letter (id, kind, number, insured, requested_at)
           SELECT id, 'account', number, insured, requested_at FROM asked WHERE refusal IS NULL
       )
       INSERT INTO account_request (id, receipt, number, insured, language, requested_at, refusal, letter)
         SELECT id, receipt, number, insured, language, requested_at, refusal,
           CASE WHEN refusal IS NULL THEN id END
         FROM asked`,
      columnsOf(this.#kept),
    );
    await postMails(connection, this.#context.mail, this.#toTyped);
    await tellPeople(connection, this.#context.mail, this.#notices);
  }
}

/** A refused claim is stored without the person, and the typed e-mail address never. */
function columnsOf(kept: readonly Kept[]): unknown[] {
  const unlessRefused = <Value>(of: (decision: Decision<'account-requested'>) => Value): (Value | null)[] =>
    kept.map(({ decision, refusal }) => (refusal === null ? of(decision) : null));
  return [
    kept.map(({ decision }) => decision.id),
    kept.map(({ decision }) => receiptNumber(decision.id)),
    unlessRefused(({ body }) => numberOf(body.holder)),
    unlessRefused(({ body }) => nirOf(body.holder)),
    kept.map(({ decision }) => decision.body.language),
    kept.map(({ decision }) => new Date(decision.decidedAt).toISOString()),
    kept.map(({ refusal }) => refusal),
  ];
}

/** Counts the requests that came from a kiosk within the last day, before this batch. */
async function countAsked(connection: HubConnection, { kiosk, now }: KindContext): Promise<number> {
  const [row] = await connection.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM event
     WHERE kiosk = $1 AND received_at > $2::timestamptz AND kind = 'account-requested'`,
    [kiosk, new Date(now - MAIL_WINDOW).toISOString()],
  );
  return row?.count ?? 0;
}

function numberOf(holder: Holder): string | null {
  return holder.situation === 'member' ? holder.number : null;
}

function nirOf(holder: Holder): string | null {
  return holder.situation === 'insured' ? holder.nir : null;
}
