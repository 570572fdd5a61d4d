import { compareVersions, type ReleaseManifest, type ReleaseTarget } from './manifest.ts';
import type { DowngradePermit } from './signed-documents.ts';

/** A kiosk, as releases are judged for it. */
export interface KioskMachine {
  /** Version that runs. */
  readonly running: string;
  readonly system: ReleaseTarget['system'];
  readonly architecture: ReleaseTarget['architecture'];
  /** The kind by which it was installed: no other kind takes its place. */
  readonly package: ReleaseTarget['package'];
}

/** What besides the machine decides. */
export interface FitRules {
  /** Contracts that head office serves, both included; null: it has not said. */
  readonly contracts: { readonly oldest: number; readonly newest: number } | null;
  /** Contract of the version that runs. */
  readonly ownContract: number;
  /** A permit whose signature was checked; null: none. */
  readonly permit: DowngradePermit | null;
  /** SHA-256 of the manifest, in hexadecimal. */
  readonly manifestHash: string;
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
}

/**
 * Why a release is not for a kiosk. `same`: it runs already. `older`: it is no newer version, and no permit fits.
 * `processor`: it has no package for this machine. `layout`: its package has a placeholder inside. `range`: it may not
 * take the place of this version. `contract`: head office does not serve what it speaks, or has not said so.
 */
export type Unfit = 'same' | 'older' | 'processor' | 'layout' | 'range' | 'contract';

/** The package of a release for one kiosk, or why there is none. */
export type Fit =
  | { readonly ok: true; readonly target: ReleaseTarget }
  | { readonly ok: false; readonly why: Unfit };

/** Finds the package of a release that may take the place of what runs. Head office and kiosk judge by the same rule. */
export function fittingTarget(manifest: ReleaseManifest, machine: KioskMachine, rules: FitRules): Fit {
  const order = compareVersions(manifest.version, machine.running);
  if (order === 0) return { ok: false, why: 'same' };
  const isPermitted = order < 0 && permits(manifest, machine.running, rules);
  if (order < 0 && !isPermitted) return { ok: false, why: 'older' };
  const targets = manifest.targets.filter(
    (target) =>
      target.product === 'kiosk' &&
      target.system === machine.system &&
      target.architecture === machine.architecture &&
      target.package === machine.package,
  );
  const target = targets.find(({ layout }) => !layout);
  if (target === undefined) return { ok: false, why: targets.length === 0 ? 'processor' : 'layout' };
  const { from, to } = target.replaces;
  // A release of before could not know the version that it is permitted to follow.
  const isTooNew = compareVersions(machine.running, to) > 0 && !isPermitted;
  if (compareVersions(machine.running, from) < 0 || isTooNew) return { ok: false, why: 'range' };
  return isServed(manifest.contract, rules) ? { ok: true, target } : { ok: false, why: 'contract' };
}

/** Whether there is a permit by which this release may follow a newer version. */
export function permits(
  { version }: Pick<ReleaseManifest, 'version'>,
  newer: string,
  { permit, manifestHash, now }: Pick<FitRules, 'permit' | 'manifestHash' | 'now'>,
): boolean {
  if (permit === null) return false;
  const isForThis = permit.from === newer && permit.to === version && permit.manifest === manifestHash;
  return isForThis && now < Date.parse(permit.until);
}

function isServed(contract: number, { contracts, ownContract }: FitRules): boolean {
  if (contracts === null) return contract === ownContract;
  return contract >= contracts.oldest && contract <= contracts.newest;
}
