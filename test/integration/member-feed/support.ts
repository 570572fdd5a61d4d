import { onTestFinished, vi } from 'vitest';
import { MemberDirectory } from '../../../src-main/members/directory.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import type { HubConnection } from '../../../src-main/hub-client/hub-connection.ts';
import {
  MemberSync,
  type MemberSyncOptions,
  type MemberSyncState,
} from '../../../src-main/member-feed/member-sync.ts';
import { benchMember } from '../../../bench/import-file.ts';
import { bundleOf } from '../../support/bundles/bundles.ts';
import { MemoryLog, NOON } from '../database/support.ts';
import { DATA_KEY } from '../members/support.ts';

/** Waits are a fiftieth of the usual: 40 ms after the first failure. */
export const HASTY = { wait: 1, silence: 1000, pace: 0.02 };

/** Members of a kiosk that follows a hub. */
export interface SyncRig {
  readonly sync: MemberSync;
  readonly directory: MemberDirectory;
  readonly log: MemoryLog;
  /** Every state, in order. */
  readonly states: MemberSyncState[];
  /** How often main was asked to tell everything again. */
  readonly newHistories: () => number;
  close(): Promise<void>;
}

/** Opens the members of a folder and follows a hub; closed after the test. */
export function startSync(
  folder: string,
  connection: HubConnection,
  change: Partial<MemberSyncOptions> = {},
): SyncRig {
  const log = new MemoryLog();
  let histories = 0;
  const sync = new MemberSync({
    folder,
    dataKey: DATA_KEY,
    threadFile: bundleOf('sync'),
    clock: { now: () => NOON },
    timers: systemTimers,
    random: systemRandom,
    log,
    onEpochChanged: () => (histories += 1),
    times: HASTY,
    ...change,
  });
  const directory = MemberDirectory.open({
    folder,
    file: null,
    feed: sync,
    dataKey: DATA_KEY,
    threadFile: bundleOf('writer'),
    random: systemRandom,
    clock: { now: () => NOON },
    log,
  });
  const states: MemberSyncState[] = [];
  sync.onState((state) => states.push(state));
  sync.start(connection);
  const close = async (): Promise<void> => {
    await sync.close();
    await directory.close();
  };
  onTestFinished(close);
  return { sync, directory, log, states, newHistories: () => histories, close };
}

/** Waits until what was said is so. */
export const eventually = (assertion: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(assertion, { timeout: 90_000, interval: 5 });

/** Invented members, the same at each run. */
export const members = (from: number, count: number): ReturnType<typeof benchMember>[] =>
  Array.from({ length: count }, (_, index) => benchMember(from + index));
