import { DISAVOWAL_LIFE } from '../../../src-shared/policy/hub-quotas.ts';
import { DAY } from '../../../src-shared/time/units.ts';
import { tokenHash } from '../../basics/hashes.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { noteLimit } from '../../mail/note-limit.ts';
import type { KindContext } from './kind.ts';

/**
 * Passwords that only a kiosk attests, without a proof of head office: sent by a kiosk that had no line, or by one of
 * before. Few a day are taken; beyond that the kiosk is suspended.
 */
export class AttestedPasswords {
  /** Name of the kiosk; null: a website. */
  readonly place: string | null;
  readonly #context: KindContext;
  readonly #events: string[] = [];
  /** Members who have said lately that such a password was not theirs. */
  readonly #disavowed: ReadonlySet<string>;
  #left: number;
  #isOver = false;

  private constructor(
    context: KindContext,
    { place, left, disavowed }: { place: string | null; left: number; disavowed: readonly string[] },
  ) {
    this.#context = context;
    this.place = place;
    this.#left = left;
    this.#disavowed = new Set(disavowed);
  }

  /** @param numbers of members whose passwords are attested; they are locked */
  static async read(
    connection: HubConnection,
    context: KindContext,
    numbers: readonly string[],
  ): Promise<AttestedPasswords> {
    const { kiosk, now, mail } = context;
    await lockPeople(connection, [`attested:${kiosk}`]);
    const [row] = await connection.query<{ name: string; kind: string; used: number }>(
      `SELECT name, kind, (SELECT count(*)::integer FROM attested_password
         WHERE kiosk = kiosk.id AND received_at > $2::timestamptz) AS used
       FROM kiosk WHERE id = $1`,
      [kiosk, new Date(now - DAY).toISOString()],
    );
    const isWebsite = row?.kind === 'website';
    // A website too: it always has the line, so that it needs none of these, and whoever steals its key would have ten times as many.
    const most = mail.settings.HUB_KIOSK_PASSWORDS_PER_DAY;
    const disavowed = await connection.query<{ number: string }>(
      `SELECT number FROM disavowal WHERE number = ANY ($1::text[]) AND used_at > $2::timestamptz`,
      [numbers, new Date(now - DISAVOWAL_LIFE).toISOString()],
    );
    return new AttestedPasswords(context, {
      place: isWebsite ? null : (row?.name ?? ''),
      left: most - (row?.used ?? 0),
      disavowed: disavowed.map(({ number }) => number),
    });
  }

  /**
   * Takes one more.
   * @param isLost it had a proof, which a restore has lost: one too many does not suspend the kiosk
   * @returns false when the kiosk has none left today, or when the member has said lately that one was not theirs
   */
  take(event: string, number: string, isLost = false): boolean {
    if (this.#disavowed.has(number)) return false;
    if (isLost && this.#left <= 0) return false;
    this.#isOver ||= this.#left <= 0;
    if (this.#isOver) return false;
    this.#left -= 1;
    this.#events.push(event);
    return true;
  }

  /** Writes what was taken; suspends the kiosk that has sent too many, and tells staff. */
  async save(connection: HubConnection): Promise<void> {
    const { kiosk, now, mail } = this.#context;
    const at = new Date(now).toISOString();
    await connection.query(
      `INSERT INTO attested_password (event, kiosk, received_at)
         SELECT event, $2::uuid, $3::timestamptz FROM unnest($1::uuid[]) AS event`,
      [this.#events, kiosk, at],
    );
    if (!this.#isOver) return;
    await connection.query(
      'UPDATE kiosk SET suspended_at = coalesce(suspended_at, $2::timestamptz) WHERE id = $1',
      [kiosk, at],
    );
    await noteLimit(connection, mail, 'attested-passwords', kiosk);
  }

  /** Makes the link by which a member says that a password is not theirs. @returns its address */
  async linkFor(connection: HubConnection, number: string, event: string): Promise<string> {
    const { now, mail } = this.#context;
    const token = mail.randomBytes(32).toString('base64url');
    await connection.query(
      `INSERT INTO disavowal (token_hash, number, event, made_at, expires_at)
       VALUES ($1, $2, $3, $4::timestamptz, $5::timestamptz)`,
      [
        ...[tokenHash(token), number, event, new Date(now).toISOString()],
        new Date(now + DISAVOWAL_LIFE).toISOString(),
      ],
    );
    return `${mail.settings.HUB_PUBLIC_URL}/compte/pas-moi/${token}`;
  }
}
