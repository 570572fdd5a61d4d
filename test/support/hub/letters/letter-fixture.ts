import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import type { HubDeps } from '../../../../src-hub/core/hub-deps.ts';
import { exportLetters, type ExportReport } from '../../../../src-hub/letters/batches/export-letters.ts';
import { privateFiles, type PrivateFiles } from '../../../../src-hub/basics/private-files.ts';
import { lettersCommand } from '../../../../src-hub/letters/batches/letters-command.ts';
import { createHubMetrics } from '../../../../src-hub/core/hub-metrics.ts';
import { capturedLog } from '../captured-log.ts';
import { rigSettings } from '../hub-rig.ts';
import { asOperator } from '../as-operator.ts';

/** Time of the clock, unless a test moves it. */
export const NOW = new Date('2026-11-23T09:00:00Z');

/** A row of `manifest.csv`. */
export type ManifestRow = Record<
  'file' | 'pages' | 'line1' | 'line2' | 'line3' | 'line4' | 'line5' | 'line6' | 'sha256',
  string
>;

/** A member of head office, for {@link LetterFixture.member}. */
export interface FixtureMember {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly language?: 'fr' | 'en';
  readonly closed?: boolean;
  /** Null: no address. */
  readonly lines?: readonly string[] | null;
}

let serial = 0;

/** Members who wait for letters, in one database. */
export class LetterFixture {
  readonly deps: HubDeps;
  readonly clock = { now: NOW };

  constructor(database: HubDatabase) {
    this.deps = {
      database,
      settings: rigSettings(),
      now: () => this.clock.now,
      randomBytes,
      log: capturedLog(),
      metrics: createHubMetrics(),
      stopping: new AbortController().signal,
    };
  }

  /**
   * Adds a member with an address.
   * @returns the number
   */
  async member(member: FixtureMember = {}): Promise<string> {
    const { db } = this.deps.database;
    serial += 1;
    const number = String(1_000_000 + serial);
    await db
      .insertInto('member')
      .values({
        number,
        family_name: member.familyName ?? `Exemple ${serial}`,
        given_name: member.givenName ?? 'Odette',
        birth_date: '1941-03-07',
        postal_code: '44000',
        language: member.language ?? null,
        closed_at: member.closed === true ? NOW : null,
      })
      .execute();
    if (member.lines !== null)
      await db
        .insertInto('member_address')
        .values({
          number,
          lines: [...(member.lines ?? ['3 rue de l’Exemple'])],
          postal_code: '44000',
          town: 'Nantes',
        })
        .execute();
    return number;
  }

  /**
   * Asks for a letter at a kiosk.
   * @returns the letter's id
   */
  async letter(number: string): Promise<string> {
    const { db } = this.deps.database;
    serial += 1;
    const { id: kiosk } = await db
      .insertInto('kiosk')
      .values({ name: `kiosk ${serial} ${randomUUID()}` })
      .returning('id')
      .executeTakeFirstOrThrow();
    const id = randomUUID();
    const requested = new Date(NOW.getTime() - 3_600_000 + serial);
    await db
      .insertInto('event')
      .values({
        id,
        kiosk,
        journal: randomUUID(),
        seq: 1,
        kind: 'letter-requested',
        number,
        fingerprint: Buffer.alloc(32),
        decided_at: requested,
        clock_offset: 0,
        status: 'accepted',
      })
      .execute();
    await db.insertInto('letter').values({ id, number, requested_at: requested }).execute();
    return id;
  }

  /**
   * Runs an export.
   * @throws when another one is running
   */
  async export(into: string, files: PrivateFiles = privateFiles, perBatch = 500): Promise<ExportReport> {
    const outcome = await exportLetters(this.deps, into, files, perBatch);
    if (outcome.result === 'busy') throw new Error('another export is running');
    return outcome.report;
  }

  /**
   * Adds members who wait for a letter, each with another name.
   * @returns their numbers by the name on the envelope
   */
  async waiting(count: number): Promise<Map<string, string>> {
    const numbers = new Map<string, string>();
    for (let index = 0; index < count; index++) {
      const familyName = `Exemple ${String.fromCharCode(65 + index)}`;
      const number = await this.member({ familyName });
      await this.letter(number);
      numbers.set(`ODETTE ${familyName.toUpperCase()}`, number);
    }
    return numbers;
  }

  /** The letters in the database, in the order of requests. */
  letters() {
    return this.deps.database.db.selectFrom('letter').selectAll().orderBy('requested_at').execute();
  }

  /** The batches in the database. */
  batches() {
    return this.deps.database.db.selectFrom('letter_batch').selectAll().execute();
  }

  /** Runs `letters …` as in a terminal. */
  async command(...args: string[]): Promise<{ code: number; said: string }> {
    const lines: string[] = [];
    const code = await lettersCommand.run(asOperator(lettersCommand, args), this.deps, (line) =>
      lines.push(line),
    );
    return { code, said: lines.join('\n') };
  }

  /** Removes all letters and batches; members stay. */
  async clear(): Promise<void> {
    const { db } = this.deps.database;
    await db.deleteFrom('letter').execute();
    await db.deleteFrom('letter_batch').execute();
  }
}

/** Folders of complete batches: those with a final name. */
export function batchFolders(into: string): string[] {
  return readdirSync(into, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.endsWith('.part'))
    .map((entry) => path.join(into, entry.name))
    .sort();
}

/** Reads the manifest of a batch. */
export function manifestOf(folder: string): ManifestRow[] {
  return parse(readFileSync(path.join(folder, 'manifest.csv')), { columns: true, delimiter: ';' });
}
