import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HANDOVER_LIMIT, OUTCOMES_FILE, outcomes, type Outcome } from '../../src-shared/release/handover.ts';
import type { ReleaseNews } from './update-memory.ts';

/**
 * What the update service has told since a number. A number that is smaller than what was read before begins anew: the
 * service was installed anew.
 * @param folder of the service
 * @returns empty when it is not there or cannot be read
 */
export function readOutcomes(folder: string, since: number): Outcome[] {
  try {
    const file = path.join(folder, OUTCOMES_FILE);
    const found = lstatSync(file);
    if (!found.isFile() || found.size > HANDOVER_LIMIT) return [];
    const read = outcomes.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    const all = read.data?.outcomes ?? [];
    const isAnew = all.every(({ number }) => number < since);
    return isAnew ? all : all.filter(({ number }) => number > since);
  } catch {
    return [];
  }
}

/** What head office hears of an outcome; null: nothing, since it is only waiting. */
export function newsOf(told: Outcome): ReleaseNews | null {
  switch (told.kind) {
    case 'waiting':
      return null;
    case 'installed':
      return { version: told.to, state: 'installed', why: null };
    case 'came-back':
      return { version: told.to, state: 'came-back', why: told.reason };
    case 'refused':
      return { version: told.to, state: 'refused', why: told.reason };
    case 'stuck':
      return { version: told.to, state: 'came-back', why: 'stuck' };
  }
}
