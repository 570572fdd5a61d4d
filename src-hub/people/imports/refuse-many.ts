import type { HubSettings } from '../../basics/settings/settings.ts';
import { NotDone } from './files/not-done.ts';

/** How much an import may remove without `--force`. */
export interface MostAbsent {
  /** In hundredths of what is there. */
  readonly percent: number;
  /** How many people; null: any number, when the percentage is kept. */
  readonly count: number | null;
}

/** The bounds of the settings for people, and for data of the member space. */
export function mostAbsentOf(settings: HubSettings, what: 'people' | 'data'): MostAbsent {
  const { HUB_IMPORT_MOST_PERCENT: percent, HUB_IMPORT_MOST_CLOSED: count } = settings;
  return { percent, count: what === 'people' ? count : null };
}

/** What an import would remove, because the file does not have it. */
export interface Absence {
  /** How many entries exist. */
  readonly there: number;
  /** How many of them are not in the file. */
  readonly absent: number;
  /** Valid rows of the file. */
  readonly staged: number;
  /** What the entries are, for the message. */
  readonly what: string;
  /** When removing them is right, for the message. */
  readonly meant: string;
  readonly most: MostAbsent;
}

/**
 * Refuses an import that would remove more than the settings allow, or that has no valid row: the file is probably
 * incomplete.
 * @throws NotDone
 */
export function refuseManyAbsent({ there, absent, staged, what, meant, most }: Absence): void {
  const isMany = (absent / there) * 100 > most.percent || (most.count !== null && absent > most.count);
  if (absent === 0 || (!isMany && staged > 0)) return;
  throw new NotDone(
    `${absent} of ${there} ${what} (${((absent / there) * 100).toFixed(1)} %) are not in the file; nothing was changed`,
    `if ${meant}, run it again with --force`,
  );
}
