import type { View } from '../../src-shared/journey/view.ts';
import type { BackupOutcome } from '../database/backup.ts';
import type { RefreshReport } from '../members/directory.ts';

type Notice = NonNullable<View['staffNotice']>;

/** Which notice is shown when there are several: the first of these. */
const BY_WEIGHT: readonly Notice['kind'][] = [
  'journal-set-aside',
  'disk-full',
  'replica-set-aside',
  'not-enrolled',
  'hub-unreachable',
  'event-refused',
  'members-rejected',
];

/** What staff must be told, on the idle screen, until the kiosk is started again or the cause is gone. */
export class StaffNotices {
  readonly #notices = new Map<Notice['kind'], string>();
  #listener: () => void = () => undefined;

  /** Calls back when what is said may have changed. */
  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  /** The weightiest notice, or null when all is well. */
  current(): Notice | null {
    const kind = BY_WEIGHT.find((candidate) => this.#notices.has(candidate));
    return kind === undefined ? null : { kind, reference: this.#notices.get(kind) ?? '' };
  }

  /** @param file name of the damaged journal */
  journalSetAside(file: string): void {
    this.#set('journal-set-aside', file);
  }

  /** @param file name of the damaged replica */
  replicaSetAside(file: string): void {
    this.#set('replica-set-aside', file);
  }

  /** Lines of the members file that were not loaded, or a file of which nothing could be. */
  membersRefreshed(report: RefreshReport): void {
    if (report.kind === 'loaded') {
      this.#set('members-rejected', report.rejected > 0 ? String(report.rejected) : null);
      this.#set('replica-set-aside', null);
    } else if (report.kind === 'failed') {
      this.#set('members-rejected', report.fault);
    }
  }

  /** A disk that does not take housekeeping or the backup will soon not take decisions either. */
  backedUp(outcome: BackupOutcome): void {
    if (outcome.kind === 'unavailable') this.#set('disk-full', outcome.fault.code);
    // `not-due`: today's backup is there and the journal has just been written.
    if (outcome.kind === 'made' || outcome.kind === 'not-due') this.#set('disk-full', null);
  }

  /** @param fault why head office cannot be reached, after too long a silence; null when it can */
  hubUnreachable(fault: string | null): void {
    this.#set('hub-unreachable', fault);
  }

  /** @param fault why this kiosk is unknown to head office; null when it is known */
  notEnrolled(fault: string | null): void {
    this.#set('not-enrolled', fault);
  }

  /** @param reason why head office refused a decision that was made here */
  eventRefused(reason: string): void {
    this.#set('event-refused', reason);
  }

  #set(kind: Notice['kind'], reference: string | null): void {
    if ((this.#notices.get(kind) ?? null) === reference) return;
    if (reference === null) this.#notices.delete(kind);
    else this.#notices.set(kind, reference);
    this.#listener();
  }
}
