import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createPublicKey, verify } from 'node:crypto';
import type { FetchDeps } from '../../../src-main/updates/fetch-package.ts';
import { ReleaseFolders } from '../../../src-main/updates/release-folders.ts';
import type { ReleaseSource } from '../../../src-main/updates/release-source.ts';
import { UpdateCheck, type UpdateCheckDeps } from '../../../src-main/updates/update-check.ts';
import { UpdateMemory } from '../../../src-main/updates/update-memory.ts';
import { CONTRACT } from '../../../src-shared/hub-api/contract.ts';
import type { Verify } from '../../../src-shared/release/signed-documents.ts';
import { ManualTime } from '../manual-time.ts';
import { seededRandom } from '../seeded-random.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { MadeRelease, ReleaseKeys } from './made-release.ts';

/** Small parts, so that a package has many. */
export const RIG_PART = 64 * 1024;

/** The public half of keys of releases. */
export function verifyOf(...keys: readonly ReleaseKeys[]): Verify {
  const known = keys.map(({ pem }) => createPublicKey(pem));
  return (bytes, signature) => known.some((key) => verify(null, bytes, key, signature));
}

/** The part of a kiosk that fetches releases, on real files. */
export interface UpdateRig {
  readonly dataDir: string;
  readonly service: string;
  readonly time: ManualTime;
  readonly logged: { readonly event: string; readonly fields: Record<string, unknown> }[];
  readonly told: Parameters<NonNullable<UpdateCheckDeps['tell']>>[0][];
  readonly alarms: (string | null)[];
  /** Names below `fetched`, with a slash. */
  fetched(): string[];
  /** Bytes that have come in so far. */
  incoming(): number;
  /** The package that is handed over, if it is. */
  handedOver(release: MadeRelease): Buffer | null;
  /** A kiosk that has just started. */
  start(changed?: Partial<UpdateCheckDeps>): UpdateCheck;
}

/** Opens a rig. Its kiosk runs 0.1.0 on Debian. */
export function openUpdateRig(
  sources: () => readonly ReleaseSource[],
  keys: ReleaseKeys,
  fetching: Partial<FetchDeps> = {},
): UpdateRig {
  const dataDir = temporaryFolder();
  const service = temporaryFolder();
  const time = new ManualTime();
  const fetchedFolder = path.join(dataDir, 'updates', 'fetched');
  const incomingFolder = path.join(dataDir, 'updates', 'incoming');
  const logged: UpdateRig['logged'] = [];
  const log = (fields: Record<string, unknown>, event: string): void => void logged.push({ event, fields });
  const told: UpdateRig['told'] = [];
  const alarms: UpdateRig['alarms'] = [];
  const below = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder).flatMap((name) =>
          readdirSync(path.join(folder, name)).map((file) => `${name}/${file}`),
        )
      : [];
  return {
    ...{ dataDir, service, time, logged, told, alarms },
    fetched: () => below(fetchedFolder).sort(),
    incoming: () =>
      below(incomingFolder)
        .filter((name) => name.endsWith('.deb'))
        .reduce((bytes, name) => bytes + readFileSync(path.join(incomingFolder, name)).length, 0),
    handedOver: ({ version, target }) => {
      const file = path.join(fetchedFolder, version, target.file);
      return existsSync(file) ? readFileSync(file) : null;
    },
    start: (changed = {}) => {
      const folders = new ReleaseFolders(dataDir);
      folders.make();
      return new UpdateCheck({
        sources: sources(),
        folders,
        memory: new UpdateMemory(folders.folder, time.now()),
        machine: { running: '0.1.0', system: 'linux', architecture: 'x64', package: 'deb' },
        verify: verifyOf(keys),
        service,
        clock: time,
        timers: time,
        random: seededRandom(1),
        log: { info: log, warn: log, error: log },
        quiet: () => Promise.resolve(),
        tell: (news) => {
          told.push(news);
          return Promise.resolve({
            ok: true,
            value: { result: 'noted', contracts: { oldest: CONTRACT, newest: CONTRACT } },
          });
        },
        overdue: (fault) => void alarms.push(fault),
        partBytes: RIG_PART,
        freeBytes: () => Promise.resolve(1e12),
        ...fetching,
        ...changed,
      });
    },
  };
}
