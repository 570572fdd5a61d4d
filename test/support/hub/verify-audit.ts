import { AuditChain } from '../../../src-hub/audit/audit-chain.ts';
import { auditRows } from '../../../src-hub/audit/audit-rows.ts';
import type { HubDeps } from '../../../src-hub/core/hub-deps.ts';

/** What is wrong with the chain of the audit, as `audit verify` finds it. */
export async function verifyAudit({ database, settings }: HubDeps): Promise<readonly string[]> {
  const chain = new AuditChain(settings.HUB_SECRET, null);
  for await (const rows of auditRows(database)) for (const row of rows) chain.take(row);
  chain.end();
  return chain.faults.map(({ words }) => words);
}
