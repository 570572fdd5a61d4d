import type { HubDeps } from '../../core/hub-deps.ts';
import { Refusal } from '../../http/refuse.ts';

type Refused = Refusal<'kiosk-revoked' | 'unknown-kiosk'>;

interface Row {
  readonly id: string;
  readonly is_renewed: boolean;
}

const RENEWED = new Refusal('unknown-kiosk', 'this kiosk was renewed: enrol it anew');
const ENDED = new Refusal('kiosk-revoked', 'head office has suspended or revoked this kiosk');

/**
 * Whether kiosks that have waited for news may still be told them: head office may have taken one out meanwhile. All
 * that are woken at once share one query, which begins after they were woken.
 */
export class StillAdmitted {
  readonly #deps: Pick<HubDeps, 'database'>;
  #running: Promise<ReadonlyMap<string, Row>> | null = null;
  #next: Promise<ReadonlyMap<string, Row>> | null = null;

  constructor(deps: Pick<HubDeps, 'database'>) {
    this.#deps = deps;
  }

  /** @returns why the kiosk is told nothing; null: it may go on */
  async refusalOf(kiosk: string): Promise<Refused | null> {
    const row = (await this.#read()).get(kiosk);
    if (row === undefined) return null;
    return row.is_renewed ? RENEWED : ENDED;
  }

  /** Those that may not. One that runs already may have begun too early: the next one counts. */
  #read(): Promise<ReadonlyMap<string, Row>> {
    if (this.#running === null) return this.#begin();
    const begin = (): Promise<ReadonlyMap<string, Row>> => this.#begin();
    this.#next ??= this.#running.then(begin, begin);
    return this.#next;
  }

  #begin(): Promise<ReadonlyMap<string, Row>> {
    this.#next = null;
    this.#running = this.#query().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #query(): Promise<ReadonlyMap<string, Row>> {
    const rows = await this.#deps.database.transaction(({ query }) =>
      query<Row>(
        `SELECT id, token_hash IS NULL AS is_renewed FROM kiosk
         WHERE revoked_at IS NOT NULL OR suspended_at IS NOT NULL OR token_hash IS NULL`,
      ),
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
