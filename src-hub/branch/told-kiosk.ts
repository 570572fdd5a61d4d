import type { HubConnection } from '../database/hub-database.ts';
import { branchOf } from '../../src-shared/values/branch.ts';

/** Channel of PostgreSQL by which hubs hear that something changed in a branch; its name is the payload. */
export const BRANCH_CHANNEL = 'branch_change';

/** Branch of a kiosk that calls. @throws when there is no such kiosk: its token was checked before */
export async function branchOfKiosk({ query }: HubConnection, kiosk: string): Promise<string> {
  const [row] = await query<{ name: string }>('SELECT name FROM kiosk WHERE id = $1', [kiosk]);
  if (row === undefined) throw new Error('a kiosk that calls is not in the table');
  return branchOf(row.name);
}

/** Tells all hubs, with the commit, that the page of a branch has changed. */
export async function tellBranch({ query }: HubConnection, branch: string): Promise<void> {
  await query('SELECT pg_notify($1, $2)', [BRANCH_CHANNEL, branch]);
}
