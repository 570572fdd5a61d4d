import path from 'node:path';
import { FETCHED_FOLDER, UPDATES_FOLDER } from '../../src-shared/release/handover.ts';
import { compareVersions } from '../../src-shared/release/manifest.ts';
import { journalSize, type DataFolder } from '../journal/journal-copy.ts';
import { readRelease, releaseFolders, takePackage, type Fit, type Release } from '../release/find-release.ts';
import { isFresh, neededRoom, obstacle } from '../rules/conditions.ts';
import { next, type End, type Next, type Transaction } from '../rules/transaction.ts';
import { ownerOf, type Account } from '../store/as-account.ts';
import { takeLock } from '../store/lock.ts';
import { isFull, ServiceFolder } from '../store/service-folder.ts';
import type { Edges } from './edges.ts';
import { readKioskState } from './kiosk-state.ts';
import { doStep, type StepParts } from './steps.ts';

/** What a round is asked for. */
export interface Wish {
  /** Only go on with what was interrupted, and leave the judging to a later round: the machine starts. */
  readonly recoverOnly?: boolean;
  /** Folder of a release that somebody has brought. */
  readonly folder?: string;
  /** Opening hours and what is still to be sent do not hold it. */
  readonly atOnce?: boolean;
}

/** What a round has come to. */
export type RoundResult =
  | { readonly kind: 'busy' }
  /** There is nothing to do. */
  | { readonly kind: 'idle' }
  /** It goes on in a later round. */
  | { readonly kind: 'later' }
  | { readonly kind: 'ended'; readonly end: End };

/**
 * One round of the service: ends an update that was interrupted; else looks for a release, checks it, waits or installs.
 * @throws errors of the service's own folder; what was begun is gone on with by the next round
 */
export async function runRound(edges: Edges, wish: Wish = {}): Promise<RoundResult> {
  const store = new ServiceFolder(edges.home, () => edges.now().wall);
  const lock = takeLock(store.lock);
  if (lock === null) return { kind: 'busy' };
  try {
    const data: DataFolder = { folder: edges.data, account: ownerOf(edges.data) };
    const parts: StepParts = { edges, store, data };
    const found = store.transaction();
    try {
      if (found !== null) return await drive(next(found, { kind: 'resumed' }), found, parts, wish);
      if (wish.recoverOnly === true) return { kind: 'idle' };
      return await offer(parts, wish);
    } catch (error) {
      // The next round goes on; until then the kiosk is not left dark.
      edges.machine.startKiosk();
      throw error;
    }
  } finally {
    lock.release();
  }
}

/** Goes through the steps of an update until it is over. */
async function drive(first: Next, from: Transaction, parts: StepParts, wish: Wish): Promise<RoundResult> {
  const { store, edges } = parts;
  let tx = from;
  for (let step = first; ;) {
    if ('end' in step) {
      if ('pause' in step) {
        store.setTransaction(step.pause);
        store.tell(step.end);
        // Half a kiosk is better than a dark screen; what it decides stays.
        edges.machine.startKiosk();
        return { kind: 'later' };
      }
      finish(tx, step.end, parts);
      return { kind: 'ended', end: step.end };
    }
    tx = step.go;
    store.setTransaction(tx);
    edges.log(`${tx.from} to ${tx.to}: ${tx.step}, try ${tx.tries + 1}`);
    if (wish.recoverOnly === true && (tx.step === 'judge' || tx.step === 'look')) {
      // The kiosk is about to be started by the system: it is looked at once it runs.
      store.setTransaction({ ...tx, tries: Math.max(0, tx.tries - 1) });
      edges.machine.startKiosk();
      return { kind: 'later' };
    }
    step = next(tx, await doStep(tx, parts));
  }
}

/** Tells the end, keeps what the next update needs, and lets the kiosk run. */
function finish(tx: Transaction, end: End, { store, edges }: StepParts): void {
  if (end.kind === 'installed') {
    store.setInstalledPackage(tx.to, tx.target);
    store.forgetReturn(tx.to);
    // Once an older version was wanted, the newer one, which may still be offered, would only be installed again.
    if (compareVersions(tx.to, tx.from) < 0) store.noteReturn(tx.from, true);
  }
  if (end.kind === 'came-back' || end.kind === 'stuck') store.noteReturn(tx.to, tx.reason !== 'interrupted');
  store.tell(end);
  store.setTransaction(null);
  edges.machine.startKiosk();
  edges.log(`${end.from ?? 'nothing'} to ${end.to}: ${end.kind}: ${end.detail}`);
}

/** Looks for a release and begins its update, when it fits and nothing holds it. */
async function offer(parts: StepParts, wish: Wish): Promise<RoundResult> {
  const { edges, store, data } = parts;
  const installed = edges.machine.installed();
  // Another program has left it half installed: nothing is known of what could come back.
  if (installed === null) return { kind: 'idle' };
  const known = store.installedPackage(installed);
  store.tidy(known === null ? [] : [known.file]);
  const fit: Fit = {
    system: edges.machine.system,
    architecture: edges.machine.architecture,
    package: edges.machine.package,
    installed,
    keys: edges.keys,
  };
  const tell = (end: End): RoundResult => {
    store.tell(end);
    return { kind: 'ended', end };
  };
  const found = find(parts, fit, wish);
  if (found === null) return { kind: 'idle' };
  if ('end' in found) return tell(found.end);
  const { release, account } = found;
  const common = { from: installed, to: release.version };
  const held = (): End | null => {
    const obstacleFound = obstacle({
      state: readKioskState(data.folder, data.account),
      now: edges.now(),
      room: {
        free: Math.min(edges.free(store.folder), edges.free(edges.machine.programs)),
        needed: neededRoom(release.target.size, journalSize(data)),
      },
      atOnce: wish.atOnce === true,
    });
    return obstacleFound && { kind: 'waiting', ...obstacleFound, ...common };
  };
  const before = held();
  if (before !== null) return tell(before);
  const taken = takeOrWait(release, account, parts);
  if ('refused' in taken)
    return tell({ kind: 'refused', reason: taken.refused, detail: taken.detail, ...common });
  if ('full' in taken) return tell({ kind: 'waiting', reason: 'disk', detail: taken.full, ...common });
  // Copying may have taken minutes.
  const after = held();
  if (after !== null) return tell(after);
  const state = readKioskState(data.folder, data.account);
  const tx: Transaction = {
    format: 1,
    step: 'prepare',
    tries: 0,
    ...common,
    target: taken,
    former: null,
    before: state !== null && isFresh(state, edges.now()) ? state.health : null,
    now: wish.atOnce === true,
    reason: null,
    detail: '',
    journal: null,
  };
  return drive({ go: tx }, tx, parts, wish);
}

function takeOrWait(release: Release, account: Account | null, { store }: StepParts) {
  try {
    return takePackage(release, account, store.incoming, store.packages);
  } catch (error) {
    if (!isFull(error)) throw error;
    store.tidy([]);
    return { full: 'no room for a copy of the package' };
  }
}

/** The newest release that may be installed; or why the newest may not. */
function find(
  { edges, store, data }: StepParts,
  fit: Fit,
  { folder }: Wish,
): { release: Release; account: Account | null } | { end: End } | null {
  const fetched = path.join(data.folder, UPDATES_FOLDER, FETCHED_FOLDER);
  const places =
    folder === undefined
      ? releaseFolders(fetched, data.account).map((name) => ({ place: path.join(fetched, name), name }))
      : [{ place: path.resolve(folder), name: null }];
  const account = folder === undefined ? data.account : null;
  let first: End | null = null;
  for (const { place, name } of places) {
    const release = readRelease(place, name, account, fit, edges.now().wall);
    if (release === null) continue;
    if ('refused' in release) {
      const { refused, version, detail } = release;
      first ??= { kind: 'refused', reason: refused, detail, from: fit.installed, to: version };
    } else if (folder === undefined && store.cameBack(release.version)) {
      const detail = 'it came back before, and is tried again by hand only';
      first ??= {
        kind: 'refused',
        reason: 'came-back-before',
        detail,
        from: fit.installed,
        to: release.version,
      };
    } else return { release, account };
  }
  return first && { end: first };
}
