import { randomInt, randomUUID } from 'node:crypto';
import {
  askCodeBodySchema,
  checkCodeBodySchema,
  codeStateBodySchema,
  codeWaysBodySchema,
  type AskCodeAnswer,
  type AskCodeBody,
  type CheckCodeAnswer,
  type CodeWays,
} from '../../../src-shared/hub-api/codes.ts';
import type { PasswordProof } from '../../../src-shared/hub-api/events.ts';
import { CODE_LIFE, CODE_TRY_WINDOW, MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { MOST_SENDS, nextSendMoment, SEND_WINDOW } from '../../../src-shared/policy/send-delays.ts';
import { contactOn, type SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { demoMembers } from '../../../tools/demo/demo-members.ts';
import { Inbox } from './inbox.ts';

/** Paths of codes for a password, and their names here. */
export const CODE_PATHS = {
  '/v1/codes': 'codes/ask',
  '/v1/codes/ways': 'codes/ways',
  '/v1/codes/state': 'codes/state',
  '/v1/codes/check': 'codes/check',
} as const;

/** A call about a code for a password. */
export type CodePath = (typeof CODE_PATHS)[keyof typeof CODE_PATHS];

/** A message that the tests' head office has sent. */
export interface SentMessage {
  readonly number: string;
  readonly channel: SentChannel;
  readonly to: string;
  readonly code: string;
}

interface Sent extends SentMessage {
  readonly kiosk: string;
  readonly visit: string;
  readonly at: number;
  until: number;
  proof: string | null;
  isSpent: boolean;
}

/** Codes for a password at the tests' head office: the real rules for one person, in memory. */
export class FakeCodes {
  /** Every message with a code. */
  readonly messages = new Inbox<SentMessage>();
  /** What it says of a message from now on. */
  message: 'waiting' | 'sent' | 'refused' = 'sent';
  /** Answers that replace the usual ones, by path. */
  readonly instead = new Map<CodePath, () => unknown>();
  /** Its clock. */
  now: () => number;
  #isRestored = false;
  readonly #sent = new Map<string, Sent>();
  readonly #wrong: { readonly number: string; readonly at: number }[] = [];

  constructor(now: () => number) {
    this.now = now;
  }

  /** The answer to a call of a kiosk. */
  answer(path: CodePath, body: unknown, kiosk: string): unknown {
    const instead = this.instead.get(path);
    if (instead) return instead();
    switch (path) {
      case 'codes/ways':
        return this.#ways(codeWaysBodySchema.parse(body).number);
      case 'codes/ask':
        return this.#ask(askCodeBodySchema.parse(body), kiosk);
      case 'codes/state': {
        const { attempt, visit } = codeStateBodySchema.parse(body);
        return { message: this.#sent.get(attempt)?.visit === visit ? this.message : null };
      }
      case 'codes/check':
        return this.#check(body, kiosk);
    }
  }

  /** Forgets everything, as a restore of a backup does: a proof from before is unknown then, and the kiosk alone attests it. */
  forget(): void {
    this.#sent.clear();
    this.#wrong.length = 0;
    this.#isRestored = true;
  }

  /** Uses a proof up. @returns false when it is none of this member, kiosk and visit */
  use(proof: PasswordProof & { readonly by: 'code' }, number: string, kiosk: string): boolean {
    const sent = [...this.#sent.values()].find((one) => one.proof === proof.id);
    if (sent === undefined) return this.#isRestored;
    if (sent.number !== number || sent.kiosk !== kiosk || sent.visit !== proof.visit || sent.isSpent)
      return false;
    sent.isSpent = true;
    return true;
  }

  #ways(number: string): CodeWays {
    const way = (channel: SentChannel, sender: string): CodeWays['email'] =>
      addressOf(number, channel) === null ? null : { sender, waitMs: this.#wait(number, channel) };
    const locked = this.#lock(number);
    return {
      email: way('email', 'no-reply@mutuelle-servicesplus.fr'),
      sms: way('sms', 'MCRN'),
      lockedFor: locked > 0 ? locked : null,
      isSpent: this.#sends(number).length >= MOST_SENDS,
    };
  }

  #ask({ attempt, visit, number, channel }: AskCodeBody, kiosk: string): AskCodeAnswer {
    const now = this.now();
    if (!this.#sent.has(attempt)) {
      const to = addressOf(number, channel);
      if (to === null) return { result: 'no-channel' };
      const waitMs = this.#wait(number, channel);
      if (waitMs > 0) return { result: 'paused', waitMs };
      for (const other of this.#sends(number)) other.until = Math.min(other.until, now);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const message = { number, channel, to, code };
      this.#sent.set(attempt, {
        ...{ ...message, kiosk, visit, at: now, until: now + CODE_LIFE },
        ...{ proof: null, isSpent: false },
      });
      this.messages.put(message);
    }
    return {
      ...{ result: 'ok', codeFor: Math.max(0, (this.#sent.get(attempt)?.until ?? now) - now) },
      triesLeft: MOST_CODE_TRIES - this.#wrongOf(number).length,
      resendIn: this.#sends(number).length >= MOST_SENDS ? null : this.#wait(number, channel),
      message: this.message,
    };
  }

  #check(body: unknown, kiosk: string): CheckCodeAnswer {
    const { attempt, visit, code } = checkCodeBodySchema.parse(body);
    const sent = this.#sent.get(attempt);
    if (sent?.kiosk !== kiosk || sent.visit !== visit || sent.isSpent) return { result: 'expired' };
    const { number } = sent;
    const waitMs = this.#lock(number);
    if (waitMs > 0) return { result: 'locked', waitMs };
    if (sent.proof === null && this.now() >= sent.until) return { result: 'expired' };
    if (code !== sent.code) {
      this.#wrong.push({ number, at: this.now() });
      return { result: 'wrong', triesLeft: MOST_CODE_TRIES - this.#wrongOf(number).length };
    }
    sent.proof ??= randomUUID();
    return { result: 'ok', proof: sent.proof };
  }

  #sends(number: string): Sent[] {
    const since = this.now() - SEND_WINDOW;
    return [...this.#sent.values()].filter((one) => one.number === number && one.at > since);
  }

  #wait(number: string, channel: SentChannel): number {
    const sends = this.#sends(number);
    const moments = (some: readonly Sent[]): number[] => some.map(({ at }) => at);
    const now = this.now();
    const there = sends.filter((one) => one.channel === channel);
    return Math.max(this.#lock(number), nextSendMoment(moments(sends), moments(there), now) - now);
  }

  #wrongOf(number: string): number[] {
    const since = this.now() - CODE_TRY_WINDOW;
    return this.#wrong.filter((one) => one.number === number && one.at > since).map(({ at }) => at);
  }

  /** Milliseconds for which no code is taken, after five wrong ones. */
  #lock(number: string): number {
    const wrong = this.#wrongOf(number);
    const first = wrong.at(-MOST_CODE_TRIES);
    return first === undefined ? 0 : first + CODE_TRY_WINDOW - this.now();
  }
}

function addressOf(number: string, channel: SentChannel): string | null {
  const member = demoMembers().find((one) => one.number === number);
  return member === undefined ? null : contactOn(channel, member);
}
