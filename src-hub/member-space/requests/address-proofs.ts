import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import type { HubConnection } from '../../database/hub-database.ts';

/** A fresh code that was right and allows one change of the postal address. */
export interface AddressProof {
  /** Subject (see `subjectOf`). */
  readonly holder: string;
  /** Where the session is. */
  readonly kiosk: string;
  readonly channel: SentChannel;
  /** Milliseconds since 1970 UTC. */
  readonly provenAt: number;
}

/**
 * The proofs of these people that no change has used, by attempt. Requests are recorded without the line too, so a change
 * may arrive long after its proof: what counts is when it was decided.
 */
export async function readAddressProofs(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<Map<string, AddressProof>> {
  const rows = await connection.query<Omit<AddressProof, 'provenAt'> & { attempt: string; proven_at: Date }>(
    `SELECT attempt, holder, kiosk, channel, proven_at FROM sent_code
     WHERE holder = ANY ($1::text[]) AND purpose = 'address' AND spent_at IS NULL AND proven_at IS NOT NULL`,
    [subjects],
  );
  return new Map(
    rows.map(({ attempt, holder, kiosk, channel, proven_at }) => [
      attempt,
      { holder, kiosk, channel, provenAt: proven_at.getTime() },
    ]),
  );
}

/** Notes that changes have used these proofs. */
export async function spendAddressProofs(
  connection: HubConnection,
  attempts: readonly string[],
  at: Date,
): Promise<void> {
  if (attempts.length === 0) return;
  await connection.query('UPDATE sent_code SET spent_at = $2::timestamptz WHERE attempt = ANY ($1::uuid[])', [
    attempts,
    at.toISOString(),
  ]);
}
