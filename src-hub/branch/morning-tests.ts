import type { MorningTest } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { DAY } from '../../src-shared/time/units.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { branchOfKiosk, tellBranch } from './told-kiosk.ts';

/** Keeps the results of a morning test; told again, they stay as they are. */
export function noteMorningTest(
  { database, now }: Pick<HubDeps, 'database' | 'now'>,
  kiosk: string,
  { test, ago, badge, parts }: MorningTest,
): Promise<void> {
  return database.transaction(async (connection) => {
    const added = await connection.query(
      `INSERT INTO morning_test (id, kiosk, at, badge, parts) VALUES ($1, $2, $3::timestamptz, $4, $5::jsonb)
       ON CONFLICT (id) DO NOTHING RETURNING 1`,
      [test, kiosk, new Date(now().getTime() - ago).toISOString(), badge, JSON.stringify(parts)],
    );
    if (added.length > 0) await tellBranch(connection, await branchOfKiosk(connection, kiosk));
  });
}

/** Of each kiosk with a morning test in the last 24 hours: the parts that were bad in the latest. */
export async function morningTests(
  { db }: HubDeps['database'],
  now: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('morning_test')
    .select(['kiosk', 'parts'])
    .where('at', '>', new Date(now.getTime() - DAY))
    .orderBy('at')
    .execute();
  return new Map(
    rows.map(({ kiosk, parts }) => [
      kiosk,
      parts.filter(({ result }) => result === 'bad').map(({ part }) => part),
    ]),
  );
}
