import type { View } from '../../src-shared/journey/view.ts';
import type { BackupOutcome } from '../database/backup.ts';
import type { RefreshReport } from '../members/directory.ts';

type Notice = NonNullable<View['staffNotice']>;

/** Order of importance: of several notices, the first of these is shown. */
const BY_WEIGHT: readonly Notice['kind'][] = [
  'journal-set-aside',
  'disk-full',
  'replica-set-aside',
  'not-enrolled',
  'hub-unreachable',
  'event-refused',
  'members-rejected',
  'updates-overdue',
];

/** Head office knows of these by itself. */
const OF_HEAD_OFFICE: readonly Notice['kind'][] = ['not-enrolled', 'hub-unreachable'];

/** Notices for staff on the idle screen, kept until a restart or until the cause has ended. */
export class StaffNotices {
  readonly #notices = new Map<Notice['kind'], string>();
  #listener: () => void = () => undefined;
  #isDisplayLost = false;

  /** Registers a callback for changes. */
  onChange(listener: () => void): void {
    this.#listener = listener;
  }

  /** The most important notice; null: none. */
  current(): Notice | null {
    const kind = BY_WEIGHT.find((candidate) => this.#notices.has(candidate));
    return kind === undefined ? null : { kind, reference: this.#notices.get(kind) ?? '' };
  }

  /** What head office is told, in one word; null: all is in order. */
  trouble(): string | null {
    if (this.#isDisplayLost) return 'display';
    // A full disk ends the service; a damaged file that was set aside does not.
    if (this.#notices.has('disk-full')) return 'disk-full';
    const told = BY_WEIGHT.filter((kind) => !OF_HEAD_OFFICE.includes(kind));
    return told.find((kind) => this.#notices.has(kind)) ?? null;
  }

  /** The page cannot be kept alive. */
  displayLost(): void {
    this.#isDisplayLost = true;
    this.#listener();
  }

  /** @param file name of the damaged journal */
  journalSetAside(file: string): void {
    this.#set('journal-set-aside', file);
  }

  /** @param file name of the damaged replica */
  replicaSetAside(file: string): void {
    this.#set('replica-set-aside', file);
  }

  /** Reports a load: rejected lines of the members file, or a file that could not be loaded. */
  membersRefreshed(report: RefreshReport): void {
    if (report.kind === 'loaded') {
      this.#set('members-rejected', report.rejected > 0 ? String(report.rejected) : null);
      this.#set('replica-set-aside', null);
    } else if (report.kind === 'failed') {
      this.#set('members-rejected', report.fault);
    }
  }

  /** Reports a backup. A disk that refuses backups will soon refuse decisions too. */
  backedUp(outcome: BackupOutcome): void {
    if (outcome.kind === 'unavailable') this.#set('disk-full', outcome.fault.code);
    // `not-due`: today's backup exists, and the journal was just written.
    if (outcome.kind === 'made' || outcome.kind === 'not-due') this.#set('disk-full', null);
  }

  /** @param fault why head office cannot be reached for long; null: it can be reached */
  hubUnreachable(fault: string | null): void {
    this.#set('hub-unreachable', fault);
  }

  /** @param fault why head office does not know this kiosk; null: it does */
  notEnrolled(fault: string | null): void {
    this.#set('not-enrolled', fault);
  }

  /** @param reason why head office refused a decision of this kiosk */
  eventRefused(reason: string): void {
    this.#set('event-refused', reason);
  }

  /** @param fault why no check for updates has succeeded for long; null: one has */
  updatesOverdue(fault: string | null): void {
    this.#set('updates-overdue', fault);
  }

  #set(kind: Notice['kind'], reference: string | null): void {
    if ((this.#notices.get(kind) ?? null) === reference) return;
    if (reference === null) this.#notices.delete(kind);
    else this.#notices.set(kind, reference);
    this.#listener();
  }
}
