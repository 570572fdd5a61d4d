import { forEachChannel, type SentChannel } from '../../src-shared/values/contact/channel.ts';
import { timingSafeEqual } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Clock } from '../clock/clock.ts';
import type { Vault } from '../database/vault.ts';
import type { Random } from '../random/random.ts';
import { nextSendAt, sendsExhausted, type Send } from './code-rules.ts';
import { CODE_DIGITS } from '../../src-shared/values/activation-code.ts';
import { MOST_CODE_TRIES } from '../../src-shared/policy/codes.ts';
import { CODE_LIFE, CODE_TRY_WINDOW } from '../../src-shared/policy/codes.ts';

/** What a member can do with codes now. Moments are steady. */
export interface CodeStatus {
  readonly triesLeft: number;
  /** Set after five wrong codes: no code is sent or checked before this moment. */
  readonly lockedUntil: number | null;
  readonly sendsExhausted: boolean;
  readonly nextSend: Readonly<Record<SentChannel, number>>;
}

/** A new code. Its text is in the outbox only; nothing else keeps it in clear. */
export interface IssuedCode {
  readonly id: string;
  readonly recoveryId: number;
  readonly deliveryId: string;
  readonly expiresAt: number;
}

/** Result of a typed code. */
export type CodeVerdict = 'right' | 'wrong' | 'superseded' | 'expired' | 'exhausted';

/**
 * Puts the message with a new code into the outbox and returns its outbox id. Called inside the transaction that
 * stores the code. `replaced`: outbox ids of the codes that are now void; their messages need not be sent any more.
 */
export type PostCode = (code: string, expiresAt: number, replaced: readonly string[]) => string;

interface CodeRow {
  readonly id: string;
  readonly code_mac: Buffer;
  readonly expires_at: number;
  readonly voided_at: number | null;
  readonly consumed_at: number | null;
}

interface RecoveryRow {
  readonly id: number;
  readonly started_at: number;
  readonly tries: number;
}

/** What {@link ActivationCodes} needs. */
export interface ActivationCodesDeps {
  readonly journal: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly random: Random;
  readonly newId: () => string;
}

/** Makes, counts, compares and consumes activation codes, within the limits of the domain. */
export class ActivationCodes {
  readonly #deps: ActivationCodesDeps;

  constructor(deps: ActivationCodesDeps) {
    this.#deps = deps;
  }

  /** What this member can do now. */
  status(memberKey: string): CodeStatus {
    return this.#status(memberKey, this.#deps.clock.now());
  }

  /** Reads the clock once: with two reads, `now` could lie before a wait of zero. */
  #status(memberKey: string, now: number): CodeStatus {
    const recovery = this.#openRecovery(memberKey, now);
    const sends = this.#sends(memberKey, now);
    const triesLeft = MOST_CODE_TRIES - (recovery?.tries ?? 0);
    return {
      triesLeft,
      lockedUntil: recovery && triesLeft <= 0 ? recovery.started_at + CODE_TRY_WINDOW : null,
      sendsExhausted: sendsExhausted(sends, now),
      nextSend: forEachChannel((channel) => nextSendAt(sends, channel, now)),
    };
  }

  /**
   * Makes a code, makes the earlier ones void and posts it, in one transaction.
   * @returns the code's record; null when the limits allow no send now (see {@link status})
   */
  issue(memberKey: string, channel: SentChannel, post: PostCode): IssuedCode | null {
    const { journal, clock, random, vault, newId } = this.#deps;
    const now = clock.now();
    const status = this.#status(memberKey, now);
    if (status.lockedUntil !== null || status.nextSend[channel] > now) return null;
    const code = String(random.below(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
    const id = newId();
    const expiresAt = now + CODE_LIFE;
    return journal.transaction((): IssuedCode => {
      const recoveryId = this.#openRecovery(memberKey, now)?.id ?? this.#startRecovery(memberKey, now);
      const replaced = journal
        .prepare(
          'UPDATE activation_code SET voided_at = ? WHERE recovery_id = ? AND voided_at IS NULL RETURNING delivery_id',
        )
        .pluck()
        .all(now, recoveryId) as string[];
      const deliveryId = post(code, expiresAt, replaced);
      journal
        .prepare(
          `INSERT INTO activation_code
             (id, recovery_id, member_key, channel, code_mac, delivery_id, created_at, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          id,
          recoveryId,
          memberKey,
          channel,
          vault.mac('activation-code', `${id}:${code}`),
          deliveryId,
          now,
          expiresAt,
        );
      return { id, recoveryId, deliveryId, expiresAt };
    })();
  }

  /**
   * Checks a typed code. The try is counted first, in a statement that is committed before the comparison, so that a
   * crash cannot undo it.
   * @param typed six digits (see `parseCode`)
   */
  check(recoveryId: number, typed: string): CodeVerdict {
    const { journal, clock } = this.#deps;
    const now = clock.now();
    const codes = journal
      // Each send makes all earlier codes void. So the code that is not void is the latest, whatever the clock said.
      .prepare(
        'SELECT * FROM activation_code WHERE recovery_id = ? ORDER BY voided_at IS NOT NULL, created_at DESC',
      )
      .all(recoveryId) as CodeRow[];
    const current = codes[0];
    if (current?.consumed_at !== null || current.expires_at <= now) return 'expired';
    const counted = journal
      .prepare('UPDATE recovery SET tries = tries + 1 WHERE id = ? AND tries < ? AND closed_at IS NULL')
      .run(recoveryId, MOST_CODE_TRIES);
    if (counted.changes !== 1) return 'exhausted';
    if (this.#matches(current, typed)) return this.#consume(current.id, now) ? 'right' : 'expired';
    const superseded = codes.slice(1).some((code) => this.#matches(code, typed));
    if (this.#triesOf(recoveryId) >= MOST_CODE_TRIES) return 'exhausted';
    return superseded ? 'superseded' : 'wrong';
  }

  /**
   * Ends a recovery: its code is used and its tries no longer count. Called inside the transaction of the new
   * password.
   */
  close(recoveryId: number): void {
    this.#deps.journal
      .prepare('UPDATE recovery SET closed_at = ? WHERE id = ? AND closed_at IS NULL')
      .run(this.#deps.clock.now(), recoveryId);
  }

  /** Number of tries left in a recovery. */
  triesLeft(recoveryId: number): number {
    return Math.max(0, MOST_CODE_TRIES - this.#triesOf(recoveryId));
  }

  #matches(code: CodeRow, typed: string): boolean {
    const mac = this.#deps.vault.mac('activation-code', `${code.id}:${typed}`);
    return timingSafeEqual(mac, code.code_mac);
  }

  #consume(id: string, now: number): boolean {
    const consumed = this.#deps.journal
      .prepare(
        `UPDATE activation_code SET consumed_at = ?
         WHERE id = ? AND consumed_at IS NULL AND voided_at IS NULL AND expires_at > ?`,
      )
      .run(now, id, now);
    return consumed.changes === 1;
  }

  #triesOf(recoveryId: number): number {
    const row = this.#deps.journal.prepare('SELECT tries FROM recovery WHERE id = ?').get(recoveryId) as
      | { tries: number }
      | undefined;
    return row?.tries ?? MOST_CODE_TRIES;
  }

  #openRecovery(memberKey: string, now: number): RecoveryRow | undefined {
    return this.#deps.journal
      .prepare(
        `SELECT id, started_at, tries FROM recovery
         WHERE member_key = ? AND started_at > ? AND closed_at IS NULL ORDER BY started_at DESC LIMIT 1`,
      )
      .get(memberKey, now - CODE_TRY_WINDOW) as RecoveryRow | undefined;
  }

  #startRecovery(memberKey: string, now: number): number {
    const made = this.#deps.journal
      .prepare('INSERT INTO recovery (member_key, started_at) VALUES (?, ?)')
      .run(memberKey, now);
    return Number(made.lastInsertRowid);
  }

  #sends(memberKey: string, now: number): Send[] {
    return this.#deps.journal
      .prepare(
        'SELECT channel, created_at AS at FROM activation_code WHERE member_key = ? AND created_at > ? ORDER BY created_at',
      )
      .all(memberKey, now - CODE_TRY_WINDOW) as Send[];
  }
}
