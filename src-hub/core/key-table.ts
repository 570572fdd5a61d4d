import type { HubSecret, KeyDuties } from '../basics/hub-secret.ts';
import type { HubSettings } from '../basics/settings/settings.ts';
import type { HubDeps } from './hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';

/** Number of the advisory lock under which keys change their duty, and hubs say that they serve. */
const KEYS_LOCK = 4_200_020;

/** A key as the database knows it: by name. */
export interface StoredKey {
  readonly id: string;
  readonly added_at: Date;
  readonly used_at: Date | null;
  readonly retired_at: Date | null;
}

/** Keeps other commands, and hubs that start, out until the commit. */
export async function lockKeys({ query }: HubConnection): Promise<void> {
  await query('SELECT pg_advisory_xact_lock($1)', [KEYS_LOCK]);
}

/** All keys that there ever were, oldest first. */
export function readKeys({ query }: Pick<HubConnection, 'query'>): Promise<StoredKey[]> {
  return query<StoredKey>('SELECT id, added_at, used_at, retired_at FROM hub_key ORDER BY number');
}

/** The key in use: the one that came into use last. */
export function keyInUse(keys: readonly StoredKey[]): StoredKey | undefined {
  return keys
    .filter(({ used_at, retired_at }) => used_at !== null && retired_at === null)
    .toSorted((one, other) => (one.used_at?.getTime() ?? 0) - (other.used_at?.getTime() ?? 0))
    .at(-1);
}

/**
 * As {@link takeDuties}; on a database without any key, the first value is the first key, and in use. Called within a
 * transaction that has {@link lockKeys}.
 */
export async function takeOrMakeDuties(
  connection: HubConnection,
  { settings, now }: Pick<HubDeps, 'settings' | 'now'>,
): Promise<void> {
  const secret = settings.HUB_SECRET;
  const [first] = secret.keys;
  if (first !== undefined)
    await connection.query(
      `INSERT INTO hub_key (id, added_at, used_at) SELECT $1, $2::timestamptz, $2::timestamptz
       WHERE NOT EXISTS (SELECT FROM hub_key)`,
      [first.id, now().toISOString()],
    );
  await takeDuties(connection, settings);
}

/** Tells the secret which key does what, as the database has it now. */
export async function takeDuties(
  connection: HubConnection,
  { HUB_SECRET: secret }: Pick<HubSettings, 'HUB_SECRET'>,
): Promise<void> {
  const duties = dutiesOf(await readKeys(connection), await readNirKey(connection));
  if (duties !== null) secret.take(duties);
}

/** Id of the key of the NIR index; null: the first one. */
async function readNirKey({ query }: HubConnection): Promise<string | null> {
  const [row] = await query<{ nir_key: string | null }>('SELECT nir_key FROM hub');
  return row?.nir_key ?? null;
}

function dutiesOf(keys: readonly StoredKey[], nir: string | null): KeyDuties | null {
  const [first] = keys;
  const inUse = keyInUse(keys);
  if (first === undefined || inUse === undefined) return null;
  const ids = (some: readonly StoredKey[]): string[] => some.map(({ id }) => id);
  return {
    inUse: inUse.id,
    first: first.id,
    nir: nir ?? first.id,
    needed: ids(keys.filter(({ used_at, retired_at }) => used_at !== null && retired_at === null)),
    retired: ids(keys.filter(({ retired_at }) => retired_at !== null)),
  };
}

/** For a command: tells its secret which key does what. @returns what is wrong with the settings; null: nothing */
export async function loadKeys(deps: Pick<HubDeps, 'database' | 'settings' | 'now'>): Promise<string | null> {
  await deps.database.transaction(async (connection) => {
    await lockKeys(connection);
    await takeOrMakeDuties(connection, deps);
  });
  return keyProblem(deps.settings.HUB_SECRET);
}

/** What keeps a hub with these settings from serving this database, for whoever runs it; null: nothing. */
export function keyProblem(secret: HubSecret): string | null {
  const { missing } = secret;
  if (missing.length === 0) return null;
  return `HUB_SECRET, HUB_SECRET_NEXT: this database needs ${missing.length === 1 ? 'the key' : 'the keys'} ${missing.join(', ')}, which the settings do not have; docs/hub.md says how keys are changed.`;
}
