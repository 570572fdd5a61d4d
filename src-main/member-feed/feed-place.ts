import { createHash } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import { APP_VERSION } from '../../src-shared/app-version.ts';
import type { FeedEnd, FeedQuery } from '../../src-shared/hub-api/feed.ts';
import type { Database } from 'better-sqlite3';

/** How far a generation of the replica has read the feed. */
export interface FeedPlace {
  /** All changes up to this position are in. */
  readonly position: number;
  /** Null until head office has sent it. */
  readonly epoch: string | null;
  /** Mark of the last {@link FeedEnd} and its position; both null before the first. */
  readonly mark: string | null;
  readonly markAt: number | null;
}

interface Row extends FeedPlace {
  readonly keyMark: string;
  readonly appended: number;
  readonly complete: 0 | 1;
}

/**
 * Marks in the header of a generation which version of the application has filled it. A newer one may read more of a
 * line than it did, or what it had set aside, of members who do not change again.
 */
const FILLED_BY = createHash('sha256').update(APP_VERSION).digest().readUInt32BE() >>> 1;

/** The table `feed` of a generation. It is written in the transaction that writes the members. */
export class FeedRecord {
  readonly #db: Database;
  readonly #advance: Statement<[number, string | null, number]>;
  #place: FeedPlace;

  private constructor(db: Database, place: FeedPlace) {
    this.#db = db;
    this.#place = place;
    this.#advance = db.prepare(
      'UPDATE feed SET position = ?, epoch = coalesce(epoch, ?), appended = appended + ? WHERE one = 1',
    );
  }

  /**
   * Starts at the beginning of the feed.
   * @param keyMark see `memberKeyMark`
   */
  static begin(db: Database, keyMark: string): FeedRecord {
    db.pragma(`application_id = ${FILLED_BY}`);
    db.prepare('INSERT INTO feed (one, key_mark, position, appended) VALUES (1, ?, 0, 0)').run(keyMark);
    return new FeedRecord(db, { position: 0, epoch: null, mark: null, markAt: null });
  }

  /** @returns null when there is no record, or when its rows are those of another data key or version */
  static read(db: Database, keyMark: string): FeedRecord | null {
    const row = readRow(db);
    if (row?.keyMark !== keyMark || db.pragma('application_id', { simple: true }) !== FILLED_BY) return null;
    const { position, epoch, mark, markAt } = row;
    return new FeedRecord(db, { position, epoch, mark, markAt });
  }

  get place(): FeedPlace {
    return this.#place;
  }

  /** Whether the first load has received everything. */
  get complete(): boolean {
    return readRow(this.#db)?.complete === 1;
  }

  /** Number of rows that the table has to have during a first load. */
  get appended(): number {
    return readRow(this.#db)?.appended ?? 0;
  }

  /** @param appended number of rows added to the table; counted during a first load only */
  advance(position: number, epoch: string | null, appended: number): void {
    this.#advance.run(position, epoch, appended);
  }

  /**
   * An answer has ended.
   * @param complete whether the first load is complete
   */
  end({ end, epoch, mark }: FeedEnd, complete: boolean): void {
    this.#db
      .prepare(
        `UPDATE feed SET position = ?, epoch = ?, mark = ?, mark_at = ?, complete = max(complete, ?) WHERE one = 1`,
      )
      .run(end, epoch, mark, end, complete ? 1 : 0);
  }

  /** Reads the committed place again; called after each transaction. */
  refresh(): void {
    const row = readRow(this.#db);
    if (row) this.#place = { position: row.position, epoch: row.epoch, mark: row.mark, markAt: row.markAt };
  }
}

/**
 * The query for the hub.
 * @param wait in seconds
 */
export function feedQuery({ position, epoch, mark, markAt }: FeedPlace, wait: number): FeedQuery {
  return {
    after: position,
    wait,
    ...(epoch === null ? {} : { epoch }),
    ...(mark === null || markAt === null ? {} : { mark, markAt }),
  };
}

function readRow(db: Database): Row | undefined {
  return db
    .prepare<[], Row>(
      `SELECT position, epoch, mark, mark_at AS markAt, key_mark AS keyMark, appended, complete FROM feed WHERE one = 1`,
    )
    .get();
}
