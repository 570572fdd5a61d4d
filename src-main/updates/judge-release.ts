import { createHash } from 'node:crypto';
import {
  fittingTarget,
  permits,
  type FitRules,
  type KioskMachine,
  type Unfit,
} from '../../src-shared/release/fitting-target.ts';
import type { ReleaseManifest, ReleaseTarget } from '../../src-shared/release/manifest.ts';
import {
  readManifest,
  readPermit,
  type SignedBytes,
  type Verify,
} from '../../src-shared/release/signed-documents.ts';
import type { OfferedRelease } from './release-source.ts';
import type { UpdateFault } from './update-fault.ts';

/** A release that a known key has signed, and its package for this kiosk. */
export interface JudgedRelease {
  readonly manifest: ReleaseManifest;
  readonly target: ReleaseTarget;
  readonly signed: SignedBytes;
  /** The permit without which it may not be installed; null: it needs none. */
  readonly permit: SignedBytes | null;
  /** SHA-256 of the manifest, in hexadecimal. */
  readonly hash: string;
}

/**
 * A release for this kiosk; `nothing`: what is offered runs already, or is older than what runs; `refused`: why it is
 * not taken, and its version when a known key has signed it. `after` of a good one: the newer version that its permit
 * lets it follow.
 */
export type Judgement =
  | { readonly kind: 'good'; readonly release: JudgedRelease; readonly after: string | null }
  | { readonly kind: 'nothing'; readonly why: 'same' | 'older' }
  | { readonly kind: 'refused'; readonly fault: UpdateFault; readonly version: string | null };

/** Judges what a source offers. Nothing of it is believed before its signature. @param verify null: there are no keys */
export function judgeRelease(
  offered: OfferedRelease,
  verify: Verify | null,
  machine: KioskMachine,
  rules: Pick<FitRules, 'contracts' | 'ownContract' | 'now'>,
): Judgement {
  if (verify === null) return { kind: 'refused', fault: 'no-keys', version: null };
  const read = readManifest(offered.manifest, verify);
  if (!read.ok) return { kind: 'refused', fault: read.why, version: null };
  const manifest = read.value;
  const hash = sha256Of(offered.manifest.bytes);
  const readOfPermit = offered.permit && readPermit(offered.permit, verify);
  const permit = readOfPermit?.ok === true ? readOfPermit.value : null;
  const all = { ...rules, permit, manifestHash: hash };
  const fit = fittingTarget(manifest, machine, all);
  if (fit.ok)
    return {
      kind: 'good',
      release: {
        ...{ manifest, target: fit.target, signed: offered.manifest, hash },
        permit: permit?.from === machine.running ? offered.permit : null,
      },
      after: permit !== null && permits(manifest, permit.from, all) ? permit.from : null,
    };
  return isNothing(fit.why)
    ? { kind: 'nothing', why: fit.why }
    : { kind: 'refused', fault: fit.why, version: manifest.version };
}

function isNothing(why: Unfit): why is 'same' | 'older' {
  return why === 'same' || why === 'older';
}

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
