import { SPACE_CALLS, type SpaceCall } from '../../../src-shared/hub-api/space-calls.ts';
import { KIOSK_BRANCH_CALLS } from '../../../src-shared/hub-api/staff/kiosk-branch-calls.ts';
import { KIOSK_ADVISER_CALLS } from '../../../src-shared/hub-api/staff/kiosk-adviser-calls.ts';
import { ACCOUNT_PATHS, type AccountPath } from './fake-accounts.ts';
import { CODE_PATHS, type CodePath } from './fake-codes.ts';
import { RECOVERY_PATHS, type RecoveryPath } from './fake-recoveries.ts';
import type { AdviserCall } from './fake-staff.ts';

/** A call that the fake head office answers. */
export type Path =
  | ('enrol' | 'events' | 'logins' | 'redeem' | 'changes' | 'state')
  | AccountPath
  | CodePath
  | RecoveryPath
  | `space/${SpaceCall}`
  | AdviserCall;

/** The calls by their paths. */
export const PATHS: Readonly<Record<string, Path>> = {
  '/v1/kiosks/enrol': 'enrol',
  '/v1/kiosks/state': 'state',
  '/v1/events': 'events',
  '/v1/logins': 'logins',
  '/v1/letters/redeem': 'redeem',
  '/v1/members/changes': 'changes',
  ...Object.fromEntries(
    [...Object.entries(KIOSK_ADVISER_CALLS), ...Object.entries(KIOSK_BRANCH_CALLS)].map(
      ([name, { path }]) => [path, name as AdviserCall],
    ),
  ),
  ...CODE_PATHS,
  ...RECOVERY_PATHS,
  ...Object.fromEntries(ACCOUNT_PATHS.map((path) => [`/v1/accounts/${path}`, path])),
  ...Object.fromEntries(
    (Object.keys(SPACE_CALLS) as SpaceCall[]).map((name) => [`/v1/space/${name}`, `space/${name}` as const]),
  ),
};

export function isOfStaff(path: Path): path is AdviserCall {
  return path.startsWith('staff/') || path.startsWith('branch/');
}

export function isOfCodes(path: Path): path is CodePath {
  return path.startsWith('codes/');
}

export function isOfSpace(path: Path): path is `space/${SpaceCall}` {
  return path.startsWith('space/');
}
