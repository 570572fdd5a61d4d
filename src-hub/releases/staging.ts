import { createHash } from 'node:crypto';
import { branchOf } from '../../src-shared/values/branch.ts';

/** Kiosks of one branch, or all others, and how many of them in hundredths. */
export interface Stage {
  /** Empty: all kiosks whose branch has no stage of its own. */
  readonly branch: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** A kiosk, as stages see it. */
export interface StagedKiosk {
  readonly id: string;
  readonly name: string;
}

/**
 * Place of a kiosk in the order in which a release goes out, from 0 up to, not including, 100. It stays the same, so
 * that a kiosk that is in at 10 % is in at 50 %; each release has another order, so that the same kiosks are not always
 * the first.
 */
export function placeOf(kiosk: string, version: string): number {
  const hash = createHash('sha256').update(`${version}\n${kiosk}`).digest();
  return (hash.readUInt32BE(0) / 2 ** 32) * 100;
}

/** Whether a release is for a kiosk now. */
export function isStagedFor({ id, name }: StagedKiosk, version: string, stages: readonly Stage[]): boolean {
  const branch = branchOf(name);
  const stage =
    stages.find((candidate) => candidate.branch === branch) ??
    stages.find((candidate) => candidate.branch === '');
  return stage !== undefined && placeOf(id, version) < stage.percent;
}
