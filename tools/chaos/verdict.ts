import type { HubDatabase } from '../../src-hub/database/hub-database.ts';
import type { EventOutcome } from '../../src-main/events/event-journal.ts';
import type { Confirmation } from './chaos-messages.ts';

/** Milliseconds. Two decisions closer than this may be applied in either order, since clocks differ. */
const TOO_NEAR = 2500;

/** Result of comparing head office's data with what members were told. */
export interface Verdict {
  /** Decisions that members were told and head office has answered, with the same answer on both sides. */
  readonly confirmed: number;
  /**
   * Decisions that members were told but head office does not have or answered differently, and accepted ones without
   * effect.
   */
  readonly lost: number;
  /** Effects at head office beyond one for each accepted decision, for each member. */
  readonly twice: number;
  /** Members whose password at head office is not the latest that they were told. */
  readonly stale: number;
}

/** Compares head office's database with what members were told. */
export async function judge(
  database: HubDatabase,
  told: readonly Confirmation[],
  outcomes: ReadonlyMap<string, EventOutcome>,
): Promise<Verdict> {
  const { db } = database;
  const rows = await db.selectFrom('event').select(['id', 'kind', 'status', 'number']).execute();
  const statuses = new Map(rows.map(({ id, status }) => [id, status]));
  const confirmed = told.filter(
    ({ told: id }) => statuses.get(id) !== undefined && statuses.get(id) === outcomes.get(id),
  );
  const credentials = await db
    .selectFrom('credential')
    .select(['number', 'phc', 'version', 'decided_at'])
    .execute();
  // Letters that only tell what happened were asked for by nobody.
  const letters = await db.selectFrom('letter').select('id').where('kind', '<>', 'notice').execute();
  const accepted = rows.filter(({ status }) => status === 'accepted');
  const ofKind = (wanted: Confirmation['kind']) => accepted.filter(({ kind }) => kind === wanted);
  const passwords = balance(
    new Map(credentials.map(({ number, version }) => [number, version])),
    ofKind('password-set').map(({ number }) => number ?? ''),
  );
  const posted = balance(
    new Map(letters.map(({ id }) => [id, 1])),
    ofKind('letter-requested').map(({ id }) => id),
  );
  return {
    confirmed: confirmed.length,
    lost: told.length - confirmed.length + passwords.missing + posted.missing,
    twice: passwords.beyond + posted.beyond,
    stale: staleMembers(told, new Map(credentials.map((row) => [row.number, row]))),
  };
}

/** Compares effects with decisions for each key: one too many does not cancel one too few of another key. */
function balance(
  effects: ReadonlyMap<string, number>,
  decisions: readonly string[],
): { readonly beyond: number; readonly missing: number } {
  const wanted = Map.groupBy(decisions, (key) => key);
  let beyond = 0;
  let missing = 0;
  for (const key of new Set([...effects.keys(), ...wanted.keys()])) {
    const difference = (effects.get(key) ?? 0) - (wanted.get(key)?.length ?? 0);
    if (difference > 0) beyond += difference;
    else missing -= difference;
  }
  return { beyond, missing };
}

/** Head office's data about a member. */
interface Kept {
  readonly phc: string;
  readonly decided_at: Date;
}

/** A kiosk that dies between commit and confirmation has made a decision that nobody was told: it may be kept too. */
function staleMembers(told: readonly Confirmation[], kept: ReadonlyMap<string, Kept>): number {
  const passwords = Map.groupBy(
    told.filter(({ kind }) => kind === 'password-set'),
    ({ number }) => number,
  );
  return [...passwords].filter(([number, decisions]) => {
    const latest = Math.max(...decisions.map(({ at }) => at));
    const present = kept.get(number);
    if (present === undefined) return true;
    const decided = decisions.find(({ phc }) => phc === present.phc)?.at ?? present.decided_at.getTime();
    return decided < latest - TOO_NEAR;
  }).length;
}
