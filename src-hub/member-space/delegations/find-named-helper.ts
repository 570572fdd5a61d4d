import { sameFamilyName } from '../../../src-shared/values/names/family-names.ts';
import { lockPeople } from '../../database/lock-people.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { MOST_HELPER_TRIES, HELPER_TRY_WINDOW } from '../../../src-shared/policy/delegations.ts';

/** The member whom somebody names as helper. */
export interface NamedHelper {
  /** Member number. */
  readonly number: string;
  readonly familyName: string;
}

/** Result of looking for a helper. Only `found` reveals anything about the person. */
export type HelperFound =
  | { readonly result: 'found'; readonly name: string }
  | { readonly result: 'nobody'; readonly triesLeft: number }
  | { readonly result: 'locked'; readonly waitMs: number };

/**
 * Finds a member by number and family name. Unlimited tries would reveal whose number it is, so each try is counted
 * first, in its own transaction, and removed when the name was right.
 * @param holder subject of the person who asks (see `subjectOf`)
 */
export async function findNamedHelper(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  holder: string,
  { number, familyName }: NamedHelper,
): Promise<HelperFound> {
  const counted = await countHelperTry({ database, now }, holder);
  if ('waitMs' in counted) return { result: 'locked', waitMs: counted.waitMs };
  const { db } = database;
  const member = await db
    .selectFrom('member')
    .select(['given_name', 'family_name', 'birth_name'])
    .where('number', '=', number)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  const isRight = sameFamilyName(familyName, {
    // The same work when there is nobody.
    used: member?.family_name ?? 'EXEMPLE',
    birth: member?.birth_name ?? null,
  });
  if (!member || !isRight) return { result: 'nobody', triesLeft: counted.triesLeft };
  await db.deleteFrom('helper_try').where('id', '=', counted.id).execute();
  return { result: 'found', name: `${member.given_name} ${member.family_name}` };
}

type CountedHelperTry = { readonly id: number; readonly triesLeft: number } | { readonly waitMs: number };

function countHelperTry(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  holder: string,
): Promise<CountedHelperTry> {
  return database.transaction(async (connection) => {
    await lockPeople(connection, [`helper-try:${holder}`]);
    const at = now().getTime();
    const tries = await connection.query<{ at: Date }>(
      'SELECT at FROM helper_try WHERE holder = $1 AND at > $2::timestamptz ORDER BY at DESC LIMIT $3',
      [holder, new Date(at - HELPER_TRY_WINDOW).toISOString(), MOST_HELPER_TRIES],
    );
    const oldest = tries[MOST_HELPER_TRIES - 1];
    if (oldest !== undefined) return { waitMs: Math.max(1, oldest.at.getTime() + HELPER_TRY_WINDOW - at) };
    const [row] = await connection.query<{ id: number }>(
      'INSERT INTO helper_try (holder, at) VALUES ($1, $2::timestamptz) RETURNING id',
      [holder, new Date(at).toISOString()],
    );
    if (row === undefined) throw new Error('a try was not counted');
    return { id: row.id, triesLeft: MOST_HELPER_TRIES - tries.length - 1 };
  });
}
