import { sql } from 'kysely';
import type { Language } from '../../src-shared/messages/languages.ts';
import type { Holder } from '../../src-shared/values/holder.ts';
import { sessionTokenSchema } from '../../src-shared/hub-api/space-session.ts';
import type { DelegationScope } from '../../src-shared/values/member-space/delegation.ts';
import { INSURED_SUBJECT } from '../people/subjects.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { tokenHash } from '../basics/hashes.ts';
import { LONGEST_SESSION, SESSION_SILENCE } from '../../src-shared/policy/sessions.ts';
import { SECOND } from '../../src-shared/time/units.ts';
import { localDay } from '../../src-shared/time/days.ts';

/** `used_at` is updated at most once in this many milliseconds, to avoid a write for each request. */
const USED_EVERY = 10 * SECOND;

/** The delegation under which a session's holder acts. */
export interface Acting {
  readonly delegation: string;
  readonly scope: DelegationScope;
  /** Subject of the person who gave it (see `subjectOf`). */
  readonly giver: string;
  /** Last day, as ISO date. */
  readonly endsOn: string;
}

/** A live session. */
export interface SpaceSession {
  readonly id: string;
  readonly kiosk: string;
  /** Subject of the person who logged in (see `subjectOf`). */
  readonly self: string;
  /** Subject of the account that is shown: `self`, or the giver while acting for another person. */
  readonly subject: string;
  readonly language: Language;
  /** Null: the person acts for themselves. */
  readonly acting: Acting | null;
  /** True: the delegation in use has ended, so the person acts for themselves again. */
  readonly mandateEnded: boolean;
}

export type SessionDeps = Pick<HubDeps, 'database' | 'now'>;

/** Opens a session after a right password; the holder is locked. @returns the token; only its hash is stored */
export async function openSession(
  { query }: HubConnection,
  { now, randomBytes }: Pick<HubDeps, 'now' | 'randomBytes'>,
  { kiosk, holder, language }: { kiosk: string; holder: string; language: Language },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const at = now();
  await query(
    `INSERT INTO space_session (token_hash, kiosk, holder, language, opened_at, used_at, ends_at)
     VALUES ($1, $2, $3, $4, $5::timestamptz, $5::timestamptz, $6::timestamptz)`,
    [
      ...[tokenHash(token), kiosk, holder, language, at.toISOString()],
      new Date(at.getTime() + LONGEST_SESSION).toISOString(),
    ],
  );
  return token;
}

/**
 * Finds the live session of a token at this kiosk. Leaves its delegation when that no longer holds.
 * @returns null: unknown, of another kiosk, ended, expired, or the holder is unknown or closed
 */
export async function findSession(
  { database, now }: SessionDeps,
  kiosk: string,
  token: unknown,
): Promise<SpaceSession | null> {
  if (!sessionTokenSchema.safeParse(token).success) return null;
  const at = now();
  const row = await readSession(database, kiosk, token as string, at);
  if (!row) return null;
  const holds = delegationHolds(row, localDay(at));
  const mandateEnded = row.acting !== null && !holds;
  if (mandateEnded || at.getTime() - row.used_at.getTime() >= USED_EVERY) {
    await database.db
      .updateTable('space_session')
      .set({ used_at: at, ...(mandateEnded && { acting: null }) })
      .where('id', '=', row.id)
      .executeTakeFirst();
  }
  const { giver, scope, ends_on: endsOn, acting: delegation } = row;
  const acting =
    holds && delegation !== null && giver !== null && scope !== null && endsOn !== null
      ? { delegation, giver, scope, endsOn }
      : null;
  return {
    ...{ id: row.id, kiosk: row.kiosk, self: row.holder, language: row.language },
    ...{ subject: acting?.giver ?? row.holder, acting, mandateEnded },
  };
}

/** Reads the session of a token with its chosen delegation, even when that no longer holds. */
function readSession(database: HubDeps['database'], kiosk: string, token: string, at: Date) {
  return database.db
    .selectFrom('space_session as session')
    .leftJoin('delegation', 'delegation.id', 'session.acting')
    .leftJoin('member', 'member.number', 'session.holder')
    .leftJoin('insured', (join) =>
      join.on(
        sql<boolean>`insured.nir = CASE WHEN starts_with(session.holder, ${INSURED_SUBJECT})
          THEN decode(substr(session.holder, ${INSURED_SUBJECT.length + 1}::integer), 'hex') END`,
      ),
    )
    .leftJoin('member as giver', 'giver.number', 'delegation.giver')
    .leftJoin('insured as insured_giver', (join) =>
      join.on(
        sql<boolean>`insured_giver.nir = CASE WHEN starts_with(delegation.giver, ${INSURED_SUBJECT})
          THEN decode(substr(delegation.giver, ${INSURED_SUBJECT.length + 1}::integer), 'hex') END`,
      ),
    )
    .select([
      ...(['session.id', 'session.kiosk', 'session.holder', 'session.language', 'session.used_at'] as const),
      ...(['session.acting', 'delegation.giver', 'delegation.scope', 'delegation.ends_on'] as const),
      ...(['delegation.accepted_at', 'delegation.revoked_at', 'delegation.waits_since'] as const),
      ...([
        'giver.closed_at as giver_closed_at',
        'insured_giver.closed_at as insured_giver_closed_at',
      ] as const),
    ])
    .where('session.token_hash', '=', tokenHash(token))
    .where('session.kiosk', '=', kiosk)
    .where('session.ended_at', 'is', null)
    .where('session.ends_at', '>', at)
    .where('session.used_at', '>', new Date(at.getTime() - SESSION_SILENCE))
    .where((where) =>
      where.or([where('member.number', 'is not', null), where('insured.nir', 'is not', null)]),
    )
    .where('member.closed_at', 'is', null)
    .where('insured.closed_at', 'is', null)
    .executeTakeFirst();
}

type SessionRow = NonNullable<Awaited<ReturnType<typeof readSession>>>;

/** Whether one can act under the session's delegation: accepted, not revoked, not over, the giver not closed. */
function delegationHolds(row: SessionRow, today: string): boolean {
  return (
    row.acting !== null &&
    row.accepted_at !== null &&
    row.revoked_at === null &&
    row.waits_since === null &&
    row.giver_closed_at === null &&
    row.insured_giver_closed_at === null &&
    row.ends_on !== null &&
    row.ends_on >= today
  );
}

/** The inverse of `subjectOf`. */
export function holderOf(subject: string): Holder {
  return subject.startsWith(INSURED_SUBJECT)
    ? { situation: 'insured', nir: subject.slice(INSURED_SUBJECT.length) }
    : { situation: 'member', number: subject };
}
