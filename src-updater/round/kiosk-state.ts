import path from 'node:path';
import {
  HANDOVER_LIMIT,
  kioskState,
  STATE_FILE,
  UPDATES_FOLDER,
  type KioskState,
} from '../../src-shared/release/handover.ts';
import type { Account } from '../store/as-account.ts';
import { readPlain } from '../store/plain-file.ts';

/** What the kiosk has told last; null: nothing that can be read. */
export function readKioskState(data: string, account: Account | null): KioskState | null {
  const bytes = readPlain(path.join(data, UPDATES_FOLDER, STATE_FILE), account, HANDOVER_LIMIT);
  if (typeof bytes === 'string') return null;
  try {
    const read = kioskState.safeParse(JSON.parse(bytes.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
