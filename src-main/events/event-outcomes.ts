import type { EventAnswer } from '../../src-shared/hub-api/events.ts';
import type { Audit } from '../audit/audit.ts';
import type { Credentials } from '../credentials/credentials.ts';
import type { EventJournal } from './event-journal.ts';

/** Applies head office's answers at this kiosk. */
export class EventOutcomes {
  readonly #events: EventJournal;
  readonly #credentials: Credentials;
  readonly #audit: Audit;
  readonly #onRefused: (reason: string) => void;

  constructor(deps: {
    events: EventJournal;
    credentials: Credentials;
    audit: Audit;
    /** Reports a refusal to staff. */
    onRefused: (reason: string) => void;
  }) {
    this.#events = deps.events;
    this.#credentials = deps.credentials;
    this.#audit = deps.audit;
    this.#onRefused = deps.onRefused;
  }

  /**
   * Records an answer and applies it. Called inside a transaction.
   * @returns false when it changed nothing
   */
  apply(id: string, answer: EventAnswer): boolean {
    const event = this.#events.settle(id, answer);
    if (event === null) return false;
    const { kind, memberKey, decidedAt } = event;
    if (kind === 'password-set') {
      if (answer.status === 'accepted') this.#credentials.markAccepted({ id, memberKey, decidedAt });
      else this.#credentials.removeRefused({ id, memberKey, decidedAt });
    }
    const detail = answer.status === 'accepted' ? kind : `${kind}: ${answer.reason}`;
    this.#audit.record(`event-${answer.status}`, memberKey, detail);
    if (answer.status === 'refused') this.#onRefused(answer.reason);
    return true;
  }
}
