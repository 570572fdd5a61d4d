import { CONTRACT, KIOSKS_SIGN_FROM } from '../../src-shared/hub-api/contract.ts';
import { compareVersions, type ReleaseTarget } from '../../src-shared/release/manifest.ts';
import { fittingTarget, type KioskMachine } from '../../src-shared/release/fitting-target.ts';
import { isStagedFor, type StagedKiosk } from './staging.ts';
import type { StoredPermit, StoredRelease } from './stored-releases.ts';

/** Contracts of kiosks that this hub serves. */
export const SERVED_CONTRACTS = { oldest: KIOSKS_SIGN_FROM, newest: CONTRACT } as const;

/** A release for a kiosk. */
export interface ChosenRelease {
  readonly release: StoredRelease;
  readonly target: ReleaseTarget;
  /** By which it may take the place of a newer version; null: it is the newer one. */
  readonly permit: StoredPermit | null;
}

/** A kiosk that asks. */
export interface AskingKiosk extends StagedKiosk {
  /** What it says of itself. */
  readonly machine: KioskMachine;
  /** Versions that were installed there and came back. */
  readonly cameBack: readonly string[];
}

/** The newest release that is for a kiosk now; null: none. */
export function chooseRelease(
  releases: readonly StoredRelease[],
  kiosk: AskingKiosk,
  now: number,
): ChosenRelease | null {
  const chosen = releases
    .filter((release) => isGoingOut(release) && isStagedFor(kiosk, release.version, release.stages))
    .filter(({ version }) => !kiosk.cameBack.includes(version))
    .flatMap((release) => {
      const permit = release.permits.find(({ read }) => read.from === kiosk.machine.running) ?? null;
      const fit = fittingTarget(release.manifest, kiosk.machine, {
        contracts: SERVED_CONTRACTS,
        ownContract: CONTRACT,
        permit: permit?.read ?? null,
        manifestHash: release.hash,
        now,
      });
      if (!fit.ok) return [];
      const isOlder = compareVersions(release.version, kiosk.machine.running) < 0;
      return [{ release, target: fit.target, permit: isOlder ? permit : null }];
    })
    .toSorted((a, b) => compareVersions(b.release.version, a.release.version));
  return chosen[0] ?? null;
}

/** Whether a release is offered to any kiosk now. */
export function isGoingOut({ haltedAt, endedAt, stages }: StoredRelease): boolean {
  return haltedAt === null && endedAt === null && stages.some(({ percent }) => percent > 0);
}
