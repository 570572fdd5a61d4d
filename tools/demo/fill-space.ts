import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HubDeps } from '../../src-hub/core/hub-deps.ts';
import { CONTRACT_FILE } from '../../src-hub/member-space/data/imports/contract-file.ts';
import type { DataFile } from '../../src-hub/member-space/data/imports/data-file.ts';
import { DEVICE_FILE } from '../../src-hub/member-space/data/imports/device-file.ts';
import { GUARANTEE_FILE } from '../../src-hub/member-space/data/imports/guarantee-file.ts';
import { dataKind } from '../../src-hub/member-space/data/imports/data-kind.ts';
import { importFile, PLAIN_IMPORT } from '../../src-hub/people/imports/import-file.ts';
import { REIMBURSEMENT_FILE } from '../../src-hub/member-space/data/imports/reimbursement-file.ts';
import {
  demoContractsFile,
  demoDevicesFile,
  demoGuaranteesFile,
  demoReimbursementsFile,
} from './demo-space.ts';

/**
 * Imports a file of reimbursements.
 * @throws Error when it is refused
 */
export async function importReimbursements(deps: HubDeps, file: string): Promise<void> {
  await bring(deps, REIMBURSEMENT_FILE, file);
}

/** Imports the data of the demonstration's member space from files, like a back office. */
export async function fillSpace(deps: HubDeps, work: string): Promise<void> {
  const now = deps.now();
  const write = (name: string, text: string): string => {
    const file = path.join(work, name);
    writeFileSync(file, text);
    return file;
  };
  await bring(deps, REIMBURSEMENT_FILE, write('reimbursements.csv', demoReimbursementsFile(now)));
  await bring(deps, GUARANTEE_FILE, write('guarantees.csv', demoGuaranteesFile()));
  await bring(deps, CONTRACT_FILE, write('contracts.csv', demoContractsFile()));
  const { count } = await deps.database.db
    .selectFrom('device')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  // A device that was deleted in the demonstration must not come back at the next start.
  if (count === 0) await bring(deps, DEVICE_FILE, write('devices.csv', demoDevicesFile(now)));
}

async function bring<Field extends string>(
  deps: HubDeps,
  kind: DataFile<Field>,
  file: string,
): Promise<void> {
  const options = { ...PLAIN_IMPORT, file, full: true, force: true };
  const outcome = await importFile(deps, dataKind(kind), options);
  if (outcome.kind === 'not-done') throw new Error(outcome.problems.join('; '));
  if (outcome.rejected > 0) throw new Error(outcome.lines.join('; '));
}
