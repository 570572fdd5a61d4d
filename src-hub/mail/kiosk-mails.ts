import { KIOSK_REQUEST_MAILS, MAIL_WINDOW } from '../../src-shared/policy/notices.ts';
import { WEBSITE_FACTOR } from '../../src-shared/policy/quotas.ts';
import type { HubConnection } from '../database/hub-database.ts';
import type { Posting } from './mail-limits.ts';
import { noteLimit } from './note-limit.ts';

/** Who has sent requests, and what telling staff needs. */
interface Sender {
  /** Id of the kiosk or website. */
  readonly kiosk: string;
  /** When the requests were received, in milliseconds since 1970 UTC. */
  readonly now: number;
  readonly mail: Parameters<typeof noteLimit>[1];
}

/**
 * The mails about requests that one kiosk or website may cause in a day, over all people: whoever has stolen it must not
 * mail to all members. Beyond that requests are kept without a mail, and staff is told.
 */
export class KioskMails {
  readonly #sender: Sender;
  #left: number;

  private constructor(sender: Sender, left: number) {
    this.#sender = sender;
    this.#left = left;
  }

  /**
   * Reads what is left of the day, before the events of the batch are stored. Batches of one kiosk must come one after the
   * other.
   * @param kinds of events that count
   */
  static async read({ query }: HubConnection, sender: Sender, kinds: readonly string[]): Promise<KioskMails> {
    const [row] = await query<{ kind: string; used: number }>(
      `SELECT kind, (SELECT count(*)::integer FROM event
         WHERE kiosk = $1 AND received_at > $2::timestamptz AND kind = ANY ($3::text[])) AS used
       FROM kiosk WHERE id = $1`,
      [sender.kiosk, new Date(sender.now - MAIL_WINDOW).toISOString(), kinds],
    );
    const most = KIOSK_REQUEST_MAILS * (row?.kind === 'website' ? WEBSITE_FACTOR : 1);
    return new KioskMails(sender, most - (row?.used ?? 0));
  }

  /** @returns those of these mails that are still sent */
  async take(connection: HubConnection, postings: readonly Posting[]): Promise<readonly Posting[]> {
    const sent = postings.slice(0, Math.max(0, this.#left));
    this.#left -= postings.length;
    if (sent.length < postings.length)
      await noteLimit(connection, this.#sender.mail, 'request-mails', this.#sender.kiosk);
    return sent;
  }
}
