import type { ReadDocument } from '../../src-shared/release/signed-documents.ts';
import type { Unfit } from '../../src-shared/release/fitting-target.ts';
import type { SyncFault } from '../hub-client/sync-state.ts';

/**
 * Why a check or a download failed. `redirected`: to elsewhere, where nobody looks. `encoded`: the bytes were packed.
 * `too-long`, `wrong-length`, `wrong-range`: not what was asked for. `slow`: too few bytes for too long. `sum`: all came,
 * and is not what was signed. `no-keys`: this kiosk has no public keys of releases. `no-room`: the disk is too full to
 * begin. `misplaced`: the folder has something else in the place of a file. `behind`: a web folder offers an older
 * release than what runs, or than it has offered before.
 */
export type UpdateFault =
  | SyncFault
  | Extract<ReadDocument<never>, { ok: false }>['why']
  | Exclude<Unfit, 'same' | 'older'>
  | 'redirected'
  | 'encoded'
  | 'wrong-length'
  | 'wrong-range'
  | 'slow'
  | 'sum'
  | 'no-keys'
  | 'no-room'
  | 'misplaced'
  | 'behind';

/** A value, or why there is none. */
export type UpdateAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: UpdateFault };
