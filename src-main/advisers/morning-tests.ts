import type { Database } from 'better-sqlite3';
import { branchTestBodySchema, type MorningTest } from '../../src-shared/hub-api/staff/kiosk-branch.ts';
import { TEST_PARTS, type TestPart } from '../../src-shared/policy/staff/morning-test.ts';
import { DAY, MINUTE } from '../../src-shared/time/units.ts';
import type { Clock } from '../clock/clock.ts';
import type { Timers } from '../clock/timers.ts';
import type { HeadOffice } from '../hub-client/head-office.ts';
import type { PartResult } from './staff-place.ts';

/** Milliseconds between two tries to send a test. */
const TRY_EVERY = MINUTE;

/** How long a test counts as this morning's. */
const FRESH = DAY / 2;

/** What {@link MorningTests} needs. */
export interface MorningTestsDeps {
  readonly journal: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly headOffice: Pick<HeadOffice, 'background'>;
  readonly newId: () => string;
}

interface Kept {
  readonly id: string;
  readonly endedAt: number;
  readonly body: string;
}

/** Morning tests of this kiosk: kept until head office has them; the last one stays. */
export class MorningTests {
  readonly #deps: MorningTestsDeps;
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(deps: MorningTestsDeps) {
    this.#deps = deps;
  }

  /** Sends what earlier runs have kept. */
  start(): void {
    void this.#send();
  }

  /** Stops sending. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** Whether a test ended within the last twelve hours. */
  isDoneToday(): boolean {
    const { journal, clock } = this.#deps;
    const since = clock.now() - FRESH;
    return journal.prepare('SELECT 1 FROM morning_test WHERE ended_at > ?').get(since) !== undefined;
  }

  /**
   * Keeps a whole test, and sends it.
   * @returns whether head office has it
   */
  async keep(
    results: Readonly<Partial<Record<TestPart, PartResult>>>,
    badge: string,
  ): Promise<'kept' | 'sent'> {
    const { journal, clock, newId } = this.#deps;
    const id = newId();
    const parts: MorningTest['parts'] = TEST_PARTS.map((part) => ({
      part,
      result: results[part]?.result ?? 'skipped',
      found: results[part]?.found ?? null,
    }));
    journal.transaction(() => {
      journal.prepare('DELETE FROM morning_test WHERE sent = 1').run();
      journal
        .prepare('INSERT INTO morning_test (id, ended_at, body) VALUES (?, ?, ?)')
        .run(id, clock.now(), JSON.stringify({ badge, parts }));
    })();
    await this.#send();
    const sent = journal.prepare('SELECT sent FROM morning_test WHERE id = ?').pluck().get(id);
    return sent === 1 ? 'sent' : 'kept';
  }

  async #send(): Promise<void> {
    const { journal, clock, headOffice, timers } = this.#deps;
    this.#cancel();
    const waiting = journal
      .prepare('SELECT id, ended_at AS endedAt, body FROM morning_test WHERE sent = 0 ORDER BY ended_at')
      .all() as Kept[];
    for (const { id, endedAt, body } of waiting) {
      const ago = Math.min(Math.max(0, clock.now() - endedAt), DAY);
      const told = branchTestBodySchema.parse({ test: id, ago, ...(JSON.parse(body) as object) });
      const answer = await headOffice.background('branch/test', told);
      if (this.#isStopped) return;
      if (!answer.ok) {
        this.#cancel = timers.after(TRY_EVERY, () => void this.#send());
        return;
      }
      journal.prepare('UPDATE morning_test SET sent = 1 WHERE id = ?').run(id);
    }
  }
}
