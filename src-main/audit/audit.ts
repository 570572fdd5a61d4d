import type { Database } from 'better-sqlite3';
import type { RequestEventKind } from '../../src-shared/member-requests/request-kinds.ts';
import type { Clock } from '../clock/clock.ts';

/** Acts that are kept as proof. None carries personal data. */
export type AuditEvent =
  | 'kiosk-started'
  | 'ticket-given'
  | 'ticket-taken'
  | 'ticket-refused'
  | 'code-issued'
  | 'code-right'
  | 'code-wrong'
  | 'codes-exhausted'
  | 'letter-requested'
  | 'letter-code-right'
  | 'letter-code-wrong'
  | 'password-set'
  | 'login-succeeded'
  | 'login-failed'
  | 'account-code-issued'
  | 'account-code-right'
  | 'account-code-wrong'
  | 'account-requested'
  | 'identifier-requested'
  | 'provisional-password-right'
  | 'provisional-password-wrong'
  | 'account-activated'
  | 'account-confirmed'
  | 'space-code-issued'
  | 'space-code-right'
  | 'space-code-wrong'
  | 'access-confirmed'
  | 'device-changed'
  | 'delegation-changed'
  | 'contact-changed'
  | RequestEventKind
  | 'unknown-numbers-ended-visit'
  | 'staff-in'
  | 'staff-out'
  | 'staff-refused'
  | 'staff-act'
  | 'adviser-called'
  | 'journal-set-aside'
  | 'replica-set-aside'
  | 'enrolled'
  | 'event-accepted'
  | 'event-superseded'
  | 'event-refused';

/** Record of what happened at this kiosk, in order. Members appear as blind indexes. */
export class Audit {
  readonly #journal: Database;
  readonly #clock: Clock;

  constructor(deps: { journal: Database; clock: Clock }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
  }

  /** @param detail a kind or a count, never a text from a person or a server */
  record(event: AuditEvent, memberKey: string | null = null, detail: string | null = null): void {
    this.#journal
      .prepare('INSERT INTO audit (at, event, member_key, detail) VALUES (?, ?, ?, ?)')
      .run(this.#clock.now(), event, memberKey, detail);
  }
}
