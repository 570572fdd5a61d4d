import type { HubSettings } from '../../basics/settings/settings.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';
import { findCode } from '../../codes/sent-codes.ts';
import { readReach } from '../../codes/reach.ts';

/**
 * The e-mail address to which the code of a proof went, as `used` of the news about what it allowed. Called before a
 * change of that address.
 * @returns empty: the code went to a phone, or there is no proof
 */
export async function usedAddresses(
  connection: HubConnection,
  settings: Pick<HubSettings, 'HUB_SMS_COUNTRIES'>,
  session: Pick<SpaceSession, 'self'>,
  proof: string | null,
): Promise<readonly string[]> {
  const code = proof === null ? undefined : await findCode(connection, proof);
  if (code?.channel !== 'email') return [];
  const { email } = await readReach(connection, settings, session.self);
  return email === null ? [] : [email];
}
