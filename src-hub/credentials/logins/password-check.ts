import argon2 from 'argon2';
import { HOUR } from '../../../src-shared/time/units.ts';
import { derived } from '../../basics/hashes.ts';
import type { HubSecret } from '../../basics/hub-secret.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubDatabase } from '../../database/hub-database.ts';

/** OWASP's cost of argon2id, which kiosks use by default. */
const USUAL_COST = 'm=19456,t=2,p=1';

/** How often the costs in use are counted, in milliseconds. */
const COUNTED_EVERY = HOUR;

/** Costs beyond these are too rare to be worth a decoy of their own. */
const MOST_COSTS = 8;

/** A cost as a PHC hash names it, and how many hashes have it. */
export interface CostInUse {
  readonly cost: string;
  readonly count: number;
}

/** Hashes of nobody's password, by cost. */
export type Decoys = Map<string, Promise<string>>;

/** Those of this process. */
const decoys: Decoys = new Map();

/** What {@link PasswordCheck} needs. */
export interface PasswordCheckDeps {
  readonly secret: HubSecret;
  readonly now: () => Date;
  readonly costsInUse: () => Promise<readonly CostInUse[]>;
  /** Where the decoys are kept, for several checks. */
  readonly decoys: Decoys;
  /** For tests that count the work. */
  readonly argon2?: Pick<typeof argon2, 'hash' | 'verify'>;
}

/**
 * Checks passwords, always by one hash. Where there is none to check, a decoy is: its cost is drawn from those in use, by
 * share and always the same for one identifier, so that no time tells whether somebody has it. To do the work of the
 * heaviest hash for everybody would let one kiosk slow down all.
 */
export class PasswordCheck {
  readonly #deps: PasswordCheckDeps;
  readonly #argon2: Pick<typeof argon2, 'hash' | 'verify'>;
  #costs: readonly CostInUse[] = [{ cost: USUAL_COST, count: 1 }];
  #countedAt = -Infinity;

  constructor(deps: PasswordCheckDeps) {
    this.#deps = deps;
    this.#argon2 = deps.argon2 ?? argon2;
  }

  /**
   * @param phc null: the account is unknown or has no password; the result is false, after the same work
   * @param identifier what was typed, in one form
   */
  async verify(phc: string | null, password: string, identifier: string): Promise<boolean> {
    await this.#count();
    const right = await this.#argon2.verify(phc ?? (await this.#decoy(this.#costOf(identifier))), password);
    return right && phc !== null;
  }

  /** Makes the decoys early, so that the first check without a password is not slower. */
  async warmUp(): Promise<void> {
    await this.#count();
  }

  async #count(): Promise<void> {
    const now = this.#deps.now().getTime();
    if (now < this.#countedAt + COUNTED_EVERY) return;
    this.#countedAt = now;
    // A database that is away now is counted in an hour.
    const counted = await this.#deps.costsInUse().catch(() => this.#costs);
    const known = counted.filter(({ cost }) => optionsOf(cost) !== null);
    if (known.length > 0) this.#costs = known;
    for (const { cost } of this.#costs) await this.#decoy(cost);
  }

  #costOf(identifier: string): string {
    const all = this.#costs.reduce((sum, { count }) => sum + count, 0);
    const drawn = derived(this.#deps.secret, 'decoy-cost', identifier).readUIntBE(0, 6) / 2 ** 48;
    let below = 0;
    for (const { cost, count } of this.#costs) {
      below += count / all;
      if (drawn < below) return cost;
    }
    return this.#costs.at(-1)?.cost ?? USUAL_COST;
  }

  #decoy(cost: string): Promise<string> {
    const made =
      this.#deps.decoys.get(cost) ??
      this.#argon2.hash('nobody has this password', { type: argon2.argon2id, ...optionsOf(cost) });
    this.#deps.decoys.set(cost, made);
    return made;
  }
}

/** Checks passwords of this hub's people. */
export function passwordCheckOf({
  database,
  settings,
  now,
}: Pick<HubDeps, 'database' | 'settings' | 'now'>): PasswordCheck {
  return new PasswordCheck({
    ...{ secret: settings.HUB_SECRET, now, decoys },
    costsInUse: () => costsInUse(database),
  });
}

/** Counts the hashes of passwords by their cost, the most frequent first. */
function costsInUse(database: HubDatabase): Promise<CostInUse[]> {
  return database.transaction(({ query }) =>
    query<CostInUse>(
      `SELECT split_part(phc, '$', 4) AS cost, count(*) AS count
       FROM (SELECT phc FROM credential UNION ALL SELECT phc FROM account WHERE phc IS NOT NULL) hashes
       GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_COSTS}`,
    ),
  );
}

function optionsOf(cost: string): { memoryCost: number; timeCost: number; parallelism: number } | null {
  const [, memory, time, lanes] = /^m=(\d+),t=(\d+),p=(\d+)$/u.exec(cost) ?? [];
  if (memory === undefined) return null;
  return { memoryCost: Number(memory), timeCost: Number(time), parallelism: Number(lanes) };
}
