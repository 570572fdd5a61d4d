import { randomUUID } from 'node:crypto';
import { PasswordHasher } from '../../../src-main/credentials/password-hasher.ts';
import type { CallAnswer, HubCallName } from '../../../src-shared/hub-api/hub-calls.ts';
import type { RosterEntry } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { HOUR } from '../../../src-shared/time/units.ts';

/** Calls of a kiosk for its advisers and about its branch. */
export type AdviserCall = Extract<HubCallName, `staff/${string}` | `branch/${string}`>;

/** Badge, PIN and code of the adviser of the fake head office. */
export const ADVISER = { badge: '4711', pin: '835172', code: '123456', name: 'Camille D.' } as const;

/** The staff of a head office for tests: one adviser; acts are done, and calls wait. */
export class FakeStaff {
  role: RosterEntry['role'] = 'adviser';
  /** Answers the next acts; default: done. */
  onAct: (body: unknown) => unknown = (body) => {
    const { kind } = (body as { act: { kind: string } }).act;
    const codes = { codeFor: CODE_LIFE, triesLeft: 5, resendIn: 60_000 };
    if (kind === 'resend-code') return { result: 'done', kind, ...codes };
    return kind === 'give-try' ? { result: 'done', kind, triesLeft: 3 } : { result: 'done', kind };
  };
  /** State of the calls for an adviser. */
  call: CallAnswer<'branch/call-state'> = { state: 'waiting', waitedMs: 0 };
  /** State of the messages of morning tests. */
  canary: CallAnswer<'branch/canary'>['state'] = 'done';
  /** Bodies of all calls, in order. */
  readonly asked: { readonly name: AdviserCall; readonly body: Record<string, unknown> }[] = [];
  #hash: Promise<string> | null = null;

  async answer(name: AdviserCall, given: unknown): Promise<unknown> {
    const body = given as Record<string, unknown>;
    this.asked.push({ name, body });
    switch (name) {
      case 'staff/roster': {
        this.#hash ??= new PasswordHasher({ memoryKiB: 8192, passes: 1, lanes: 1 }).hash(ADVISER.pin);
        const { badge, name: who } = ADVISER;
        const staff = [{ badge, name: who, role: this.role, pinHash: await this.#hash }];
        return { version: this.role, validFor: 24 * HOUR, staff };
      }
      case 'staff/login':
        return body['badge'] === ADVISER.badge && body['pin'] === ADVISER.pin
          ? { result: 'in', session: randomUUID(), name: ADVISER.name, role: this.role }
          : { result: 'wrong', triesLeft: 4 };
      case 'staff/second-factor':
        return body['code'] === ADVISER.code
          ? { result: 'in', recoveryLeft: 10 }
          : { result: 'wrong', triesLeft: 4 };
      case 'staff/act':
        return this.onAct(body);
      case 'branch/call':
        return { result: 'called', call: randomUUID() };
      case 'branch/call-state':
        return this.call;
      case 'branch/canary':
        return { state: this.canary };
      default:
        return { result: 'noted' };
    }
  }
}
