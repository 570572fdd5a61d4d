import { randomBytes, randomInt } from 'node:crypto';
import {
  activateBodySchema,
  attemptBodySchema,
  changeEmailBodySchema,
  codeBodySchema,
  openAccountBodySchema,
  type AccountStatus,
  type ActivateBody,
  type NirKeyAnswer,
  type OpenAccountAnswer,
} from '../../../src-shared/hub-api/accounts.ts';
import { maskIdentifier } from '../../../src-hub/basics/mask-identifier.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import { demoMembers } from '../../../tools/demo/demo-members.ts';
import type { FakeAccount } from './fake-recoveries.ts';
import { ACTIVATION_OPEN_LIFE } from '../../../src-shared/policy/accounts.ts';
import { CODE_LIFE, CONFIRMATION_LINK_LIFE } from '../../../src-shared/policy/codes.ts';
import { HOUR, MINUTE } from '../../../src-shared/time/units.ts';

/** Milliseconds to wait after the first, second, … mail of an activation. */
const RESEND_WAITS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE] as const;

/** Last parts of the paths under `/v1/accounts/`. */
export const ACCOUNT_PATHS = ['nir-key', 'open', 'activate', 'status', 'resend', 'email', 'confirm'] as const;

/** A call about accounts. */
export type AccountPath = (typeof ACCOUNT_PATHS)[number];

/** A letter with a provisional password. */
export interface FakeLetter {
  readonly code: string;
  state: 'good' | 'used' | 'expired';
}

/** An activation, opened by a right provisional password. */
interface Activation {
  readonly subject: string;
  readonly kiosk: string;
  /** Null before `activate`. */
  request: ActivateBody | null;
  email: string;
  code: string;
  codeUntil: number;
  linkUntil: number;
  wrong: number;
  sends: number;
  resendAt: number;
  confirmed: boolean;
}

/** Accounts of the tests' head office: the real rules, in memory, without daily limits. */
export class FakeAccounts {
  readonly nirKey = randomBytes(32).toString('base64url');
  /** By `subjectOf` of the holder. */
  readonly letters = new Map<string, FakeLetter>();
  /** Confirmed accounts by identifier, each with its holder. */
  readonly confirmed = new Map<string, { readonly subject: string; readonly request: ActivateBody }>();
  /** Addresses on file, by subject: offered masked. */
  readonly onFile = new Map<string, string>();
  /** Every mail with a code, in order. */
  readonly mails: { readonly to: string; readonly code: string }[] = [];
  readonly activations = new Map<string, Activation>();
  /** State of all mails. */
  mail: 'waiting' | 'sent' | 'refused' = 'sent';
  /** Answers that replace the usual ones, by path. */
  readonly instead = new Map<AccountPath, () => unknown>();
  readonly #opened = new Map<string, OpenAccountAnswer>();
  readonly #wrong = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer to a call of a kiosk. */
  answer(path: AccountPath, body: unknown, kiosk: string): unknown {
    const instead = this.instead.get(path);
    if (instead) return instead();
    switch (path) {
      case 'nir-key':
        return { key: this.nirKey } satisfies NirKeyAnswer;
      case 'open':
        return this.#open(body, kiosk);
      case 'activate':
        return this.#activate(activateBodySchema.parse(body), kiosk);
      case 'status':
        return this.#with(attemptBodySchema.parse(body).attempt, kiosk, () => null);
      case 'resend':
        return this.#with(attemptBodySchema.parse(body).attempt, kiosk, (activation) => {
          if (this.#now() >= activation.resendAt && activation.sends < 5) this.#post(activation);
          return null;
        });
      case 'email': {
        const { attempt, email } = changeEmailBodySchema.parse(body);
        return this.#with(attempt, kiosk, (activation) => {
          if (this.#isTaken(email, activation.subject)) return { result: 'email-taken' };
          if (activation.email === email) return null;
          activation.email = email;
          this.#post(activation);
          return null;
        });
      }
      case 'confirm': {
        const { attempt, code } = codeBodySchema.parse(body);
        return this.#with(attempt, kiosk, (activation) => this.#tried(activation, code));
      }
    }
  }

  /** A confirmed account, in the form that a login needs. */
  account(email: string): FakeAccount | undefined {
    const known = this.confirmed.get(email);
    if (!known) return undefined;
    const member = demoMembers().find(({ number }) => number === known.subject);
    const { givenName, familyName } = member ?? { givenName: 'Camille', familyName: 'Tournesol' };
    const { phc } = known.request;
    return { number: member?.number ?? null, givenName, familyName, phc, confirmed: true };
  }

  /** Uses the link of the mail to an address. */
  confirmByLink(email: string): void {
    const activation = [...this.activations.values()].find(
      (one) => one.email === email && one.request !== null,
    );
    if (!activation) throw new Error('no mail with a link has gone there');
    this.#confirm(activation);
  }

  #open(body: unknown, kiosk: string): OpenAccountAnswer {
    const { attempt, holder, code } = openAccountBodySchema.parse(body);
    const former = this.#opened.get(attempt);
    if (former) return former;
    const answer = this.#judge(subjectOf(holder), code);
    this.#opened.set(attempt, answer);
    if (answer.result === 'accepted') {
      this.activations.set(attempt, {
        ...{ subject: subjectOf(holder), kiosk, request: null, email: '', code: '' },
        ...{ codeUntil: 0, linkUntil: 0, wrong: 0, sends: 0, resendAt: 0, confirmed: false },
      });
    }
    return answer;
  }

  #judge(subject: string, code: string): OpenAccountAnswer {
    const wrong = this.#wrong.get(subject) ?? 0;
    if (wrong >= 5) return { result: 'locked', waitMs: 24 * HOUR };
    const letter = this.letters.get(subject);
    if (letter?.code !== code) {
      this.#wrong.set(subject, wrong + 1);
      return { result: 'wrong', triesLeft: 4 - wrong };
    }
    if (letter.state !== 'good') return { result: letter.state };
    const member = demoMembers().find(({ number }) => number === subject);
    const personal = member ? [member.familyName, member.givenName, member.number] : ['Tournesol'];
    const email = this.onFile.get(subject);
    const emailOnFile = email === undefined ? null : maskIdentifier(email);
    return { result: 'accepted', openFor: ACTIVATION_OPEN_LIFE, personal, emailOnFile };
  }

  #activate(request: ActivateBody, kiosk: string): AccountStatus {
    return this.#with(request.attempt, kiosk, (activation) => {
      if (activation.request?.submission === request.submission || activation.confirmed) return null;
      const email = request.email ?? this.onFile.get(activation.subject);
      if (email === undefined) return { result: 'ended' };
      if (this.#isTaken(email, activation.subject)) return { result: 'email-taken' };
      const letter = this.letters.get(activation.subject);
      if (activation.request === null && letter?.state !== 'good') return { result: 'ended' };
      if (letter) letter.state = 'used';
      activation.request = request;
      activation.email = email;
      this.#post(activation);
      return null;
    });
  }

  /** @param work gives an answer, or null: the state after it */
  #with(
    attempt: string,
    kiosk: string,
    work: (activation: Activation) => AccountStatus | null,
  ): AccountStatus {
    const activation = this.activations.get(attempt);
    if (activation?.kiosk !== kiosk) return { result: 'ended' };
    const answer = work(activation);
    if (answer !== null) return answer;
    if (activation.confirmed) return { result: 'confirmed', identifier: activation.email };
    if (activation.request === null) return { result: 'ended' };
    const left = (until: number): number => Math.max(0, until - this.#now());
    return {
      result: 'pending',
      mail: this.mail,
      linkFor: left(activation.linkUntil),
      codeFor: left(activation.codeUntil),
      triesLeft: 5 - activation.wrong,
      resendIn: activation.sends >= 5 ? null : left(activation.resendAt),
    };
  }

  #tried(activation: Activation, code: string): AccountStatus | null {
    if (activation.confirmed) return null;
    if (activation.wrong >= 5 || this.#now() >= activation.codeUntil) return { result: 'expired' };
    if (code !== activation.code) {
      activation.wrong += 1;
      return { result: 'wrong', triesLeft: 5 - activation.wrong };
    }
    this.#confirm(activation);
    return null;
  }

  #confirm(activation: Activation): void {
    if (activation.request === null) throw new Error('it was not activated');
    activation.confirmed = true;
    this.confirmed.set(activation.email, { subject: activation.subject, request: activation.request });
  }

  #post(activation: Activation): void {
    const now = this.#now();
    activation.code = String(randomInt(1_000_000)).padStart(6, '0');
    activation.codeUntil = now + CODE_LIFE;
    activation.linkUntil = now + CONFIRMATION_LINK_LIFE;
    activation.resendAt = now + (RESEND_WAITS[Math.min(activation.sends, 3)] ?? 0);
    activation.sends += 1;
    this.mails.push({ to: activation.email, code: activation.code });
  }

  #isTaken(email: string, subject: string): boolean {
    const known = this.confirmed.get(email);
    if (known !== undefined && known.subject !== subject) return true;
    return [...this.activations.values()].some(
      (one) => one.request !== null && !one.confirmed && one.email === email && one.subject !== subject,
    );
  }
}
