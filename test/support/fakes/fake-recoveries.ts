import { randomInt } from 'node:crypto';
import argon2 from 'argon2';
import {
  codeBodySchema,
  recoveryPasswordBodySchema,
  recoveryBodySchema,
  type RecoveryAnswer,
  type RecoveryCheckAnswer,
  type RecoveryPasswordAnswer,
  type RecoveryBody,
} from '../../../src-shared/hub-api/accounts.ts';
import type { LoginAnswer } from '../../../src-shared/hub-api/logins.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

/** Milliseconds to wait after the first, second, … code to an address. */
const RESEND_WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const;

/** Paths of recoveries, and their names here. */
export const RECOVERY_PATHS = {
  '/v1/recoveries': 'recovery',
  '/v1/recoveries/check': 'recovery-check',
  '/v1/recoveries/password': 'recovery-password',
} as const;

/** A call about a forgotten password. */
export type RecoveryPath = (typeof RECOVERY_PATHS)[keyof typeof RECOVERY_PATHS];

/** An account whose identifier is an e-mail address. */
export interface FakeAccount {
  /** Null for a person who is not a member. */
  readonly number: string | null;
  readonly givenName: string;
  readonly familyName: string;
  /** Null: it has no password. */
  phc: string | null;
  readonly confirmed: boolean;
}

interface Recovery {
  readonly email: string;
  readonly kiosk: string;
  readonly code: string;
  until: number;
  proven: boolean;
}

/** Forgotten passwords and logins by e-mail at the tests' head office: the real rules, in memory. */
export class FakeRecoveries {
  /** By e-mail address. */
  readonly accounts = new Map<string, FakeAccount>();
  /** Every mail with a code, in order. */
  readonly mails: { readonly to: string; readonly code: string }[] = [];
  /** Answers that replace the usual ones, by path. */
  readonly instead = new Map<RecoveryPath, () => unknown>();
  readonly #recoveries = new Map<string, Recovery>();
  readonly #sends = new Map<string, number[]>();
  readonly #wrong = new Map<string, number>();
  readonly #now: () => number;
  readonly #activated: (email: string) => FakeAccount | undefined;

  /** @param activated accounts made at a kiosk of the test */
  constructor(now: () => number, activated: (email: string) => FakeAccount | undefined) {
    this.#now = now;
    this.#activated = activated;
  }

  /** The answer to a call of a kiosk. */
  answer(path: RecoveryPath, body: unknown, kiosk: string): unknown {
    const instead = this.instead.get(path);
    if (instead) return instead();
    if (path === 'recovery') return this.#start(recoveryBodySchema.parse(body), kiosk);
    return path === 'recovery-check' ? this.#check(body, kiosk) : this.#password(body, kiosk);
  }

  /** A login with an e-mail address. */
  async login(email: string, password: string): Promise<LoginAnswer> {
    const account = this.accounts.get(email) ?? this.#activated(email);
    if (!account?.phc || !(await argon2.verify(account.phc, password))) return { result: 'wrong' };
    if (!account.confirmed) return { result: 'unconfirmed' };
    const { number, givenName, familyName } = account;
    return { result: 'accepted', number, givenName, familyName };
  }

  #start({ attempt, email }: RecoveryBody, kiosk: string): RecoveryAnswer {
    const now = this.#now();
    const sends = this.#sends.get(email) ?? [];
    const former = this.#recoveries.get(attempt);
    if (!former) {
      const wait = (sends.at(-1) ?? -Infinity) + waitAfter(sends.length) - now;
      const isLocked = this.#wrongOf(email) >= 5 || sends.length >= 5;
      if (isLocked || wait > 0) return { result: 'paused', waitMs: isLocked ? 24 * HOUR : wait };
      for (const other of this.#recoveries.values()) {
        if (other.email === email && !other.proven) other.until = Math.min(other.until, now);
      }
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      this.#recoveries.set(attempt, { email, kiosk, code, until: now + CODE_LIFE, proven: false });
      sends.push(now);
      this.#sends.set(email, sends);
      if (this.accounts.get(email)?.confirmed) this.mails.push({ to: email, code });
    }
    const until = this.#recoveries.get(attempt)?.until ?? now;
    return {
      result: 'posted',
      codeFor: Math.max(0, until - now),
      triesLeft: 5 - this.#wrongOf(email),
      resendIn: sends.length >= 5 ? null : Math.max(0, (sends.at(-1) ?? now) + waitAfter(sends.length) - now),
    };
  }

  #check(body: unknown, kiosk: string): RecoveryCheckAnswer {
    const { attempt, code } = codeBodySchema.parse(body);
    const recovery = this.#recoveries.get(attempt);
    if (recovery?.kiosk !== kiosk) return { result: 'expired' };
    const { email } = recovery;
    const account = this.accounts.get(email);
    if (this.#wrongOf(email) >= 5) return { result: 'locked', waitMs: 24 * HOUR };
    if (!recovery.proven && this.#now() >= recovery.until) return { result: 'expired' };
    if (code !== recovery.code || !account?.confirmed) {
      this.#wrong.set(email, this.#wrongOf(email) + 1);
      return { result: 'wrong', triesLeft: 5 - this.#wrongOf(email) };
    }
    recovery.proven = true;
    return { result: 'accepted', personal: [account.familyName, account.givenName] };
  }

  #password(body: unknown, kiosk: string): RecoveryPasswordAnswer {
    const { attempt, phc } = recoveryPasswordBodySchema.parse(body);
    const recovery = this.#recoveries.get(attempt);
    const account = this.accounts.get(recovery?.email ?? '');
    if (!recovery?.proven || recovery.kiosk !== kiosk || !account) return { result: 'ended' };
    account.phc = phc;
    return { result: 'accepted' };
  }

  #wrongOf(email: string): number {
    return this.#wrong.get(email) ?? 0;
  }
}

function waitAfter(sends: number): number {
  return RESEND_WAITS[Math.min(sends, RESEND_WAITS.length) - 1] ?? 0;
}
