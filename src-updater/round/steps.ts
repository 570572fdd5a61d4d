import fs from 'node:fs';
import path from 'node:path';
import { syncFile, syncFolder } from '../../src-main/files/durable-file.ts';
import { copyJournal, isUnchanged, putBack, type DataFolder } from '../journal/journal-copy.ts';
import type { Done } from '../machine/machine.ts';
import { isWhole } from '../release/find-release.ts';
import { isFresh } from '../rules/conditions.ts';
import type { Event, KeptPackage, Transaction } from '../rules/transaction.ts';
import { lack, verdict, type Fault } from '../rules/verdict.ts';
import { isFull, type ServiceFolder } from '../store/service-folder.ts';
import { digestOf } from '../store/plain-file.ts';
import type { Edges } from './edges.ts';
import { readKioskState } from './kiosk-state.ts';

/** What the steps of an update work with. */
export interface StepParts {
  readonly edges: Edges;
  readonly store: ServiceFolder;
  readonly data: DataFolder;
}

/** Seconds between two looks at the kiosk. */
const LOOK = 2;

/** Seconds to wait for another program that installs. */
const BUSY_FOR = 600;

/** The copy of the journal before the update. */
const BEFORE = 'before.db';

/** Does a step. Each may have been done before, in part or wholly. */
export async function doStep(tx: Transaction, parts: StepParts): Promise<Event> {
  try {
    switch (tx.step) {
      case 'prepare':
        return keepFormer(tx, parts);
      case 'save':
        return saveJournal(parts);
      case 'install':
        return await install(tx.target, tx.to, parts);
      case 'judge':
        return await look(tx, tx.to, parts);
      case 'return':
        return await comeBack(tx, parts);
      case 'look':
        return await look(tx, tx.from, parts);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', reason: isFull(error) ? 'disk' : 'interrupted', detail };
  }
}

/** The package of what is installed is kept before anything is touched. */
function keepFormer(tx: Transaction, { edges, store }: StepParts): Event {
  const known = store.installedPackage(tx.from);
  if (known !== null && isWhole(store.packages, known)) return { kind: 'done', former: known };
  const packed = edges.machine.pack(store.incoming);
  if ('detail' in packed) return { kind: 'failed', reason: 'former-package', detail: packed.detail };
  syncFile(packed.file);
  const file = path.basename(packed.file);
  const former = { file, size: fs.statSync(packed.file).size, sha256: digestOf(packed.file) };
  fs.renameSync(packed.file, path.join(store.packages, file));
  syncFolder(store.packages);
  store.setInstalledPackage(tx.from, former);
  return { kind: 'done', former };
}

function saveJournal({ edges, store, data }: StepParts): Event {
  const stopped = edges.machine.stopKiosk();
  if (!stopped.ok) return { kind: 'failed', reason: 'interrupted', detail: stopped.detail };
  // Somebody may have touched the screen between the last look and the end.
  const state = readKioskState(data.folder, data.account);
  if (state?.visit === true && isFresh(state, edges.now()))
    return { kind: 'failed', reason: 'visit', detail: 'somebody came at this moment' };
  const copied = copyJournal(data, path.join(store.journal, BEFORE));
  if (copied === 'damaged')
    return { kind: 'failed', reason: 'journal-damaged', detail: 'the journal cannot be copied whole' };
  return { kind: 'done' };
}

async function install(kept: KeptPackage, version: string, { edges, store }: StepParts): Promise<Event> {
  const failed = (detail: string): Event => ({ kind: 'failed', reason: 'not-installed', detail });
  if (!isWhole(store.packages, kept)) return failed(`${kept.file} is not what was kept`);
  const stopped = edges.machine.stopKiosk();
  if (!stopped.ok) return failed(stopped.detail);
  const done = await patiently(() => edges.machine.install(path.join(store.packages, kept.file)), edges);
  if (!done.ok) return failed(done.detail);
  const now = edges.machine.installed();
  return now === version
    ? { kind: 'done' }
    : failed(`${now ?? 'nothing'} is installed in place of ${version}`);
}

async function patiently(work: () => Done, { now, sleep }: Edges): Promise<Done> {
  const until = now().uptime + BUSY_FOR;
  for (;;) {
    const done = work();
    if (done.ok || done.busy !== true || now().uptime > until) return done;
    await sleep(LOOK * 5);
  }
}

/** Lets a version run until it is as good as the one before, or does not get there. */
async function look(tx: Transaction, version: string, { edges, data }: StepParts): Promise<Event> {
  const started = edges.machine.startKiosk();
  const begun = edges.now().uptime;
  for (;;) {
    const now = edges.now();
    const state = readKioskState(data.folder, data.account);
    const fault: Fault | null = started.ok
      ? lack(tx.before, state, version, now)
      : { reason: 'not-started', detail: started.detail };
    const judged = verdict(fault, state, now, now.uptime - begun);
    if (judged === 'good') return { kind: 'done' };
    if (judged !== undefined) return { kind: 'failed', ...judged };
    await edges.sleep(LOOK);
  }
}

/**
 * Puts journal and package of before in place. The journal of before only when nothing was decided since: this is asked
 * anew at each try, since a kiosk may have run in between.
 */
async function comeBack(tx: Transaction, parts: StepParts): Promise<Event> {
  const { edges, store, data } = parts;
  if (tx.former === null) return { kind: 'failed', reason: 'not-installed', detail: 'nothing was kept' };
  const stopped = edges.machine.stopKiosk();
  if (!stopped.ok) return { kind: 'failed', reason: 'not-installed', detail: stopped.detail };
  const before = path.join(store.journal, BEFORE);
  const after = path.join(store.journal, 'after.db');
  const journal =
    fs.existsSync(before) && copyJournal(data, after) === 'copied' && isUnchanged(before, after)
      ? 'former'
      : 'kept';
  if (journal === 'former') putBack(before, data);
  const done = await install(tx.former, tx.from, parts);
  return done.kind === 'done' ? { kind: 'done', journal } : done;
}
