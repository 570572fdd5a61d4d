import { describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../src-main/database/storage-fault.ts';
import type { LoadReport } from '../../../src-main/members/load-report.ts';
import { StaffNotices } from '../../../src-main/staff/staff-notices.ts';

const FULL = { kind: 'unavailable', fault: new StorageUnavailable('full', 'ENOSPC', 'backups') } as const;
const MADE = { kind: 'made', file: 'journal-2025-11-22.db', removed: [] } as const;
const loaded = (rejected: number): LoadReport => ({ kind: 'loaded', rejected }) as unknown as LoadReport;
const failed = (fault: string): LoadReport => ({ kind: 'failed', fault }) as unknown as LoadReport;

describe('of head office', () => {
  it('staff are told by weight: what shuts out members first, what was refused last', () => {
    const staff = new StaffNotices();
    staff.membersRefreshed(loaded(3));
    staff.eventRefused('letter-limit');
    expect(staff.current()).toEqual({ kind: 'event-refused', reference: 'letter-limit' });
    staff.hubUnreachable('tls');
    expect(staff.current()).toEqual({ kind: 'hub-unreachable', reference: 'tls' });
    staff.notEnrolled('not-enrolled');
    expect(staff.current()?.kind).toBe('not-enrolled');
    staff.notEnrolled(null);
    staff.hubUnreachable(null);
    expect(staff.current()?.kind).toBe('event-refused');
  });
});

describe('what staff are told', () => {
  it('is nothing while all is well', () => {
    const staff = new StaffNotices();
    staff.membersRefreshed(loaded(0));
    staff.backedUp(MADE);
    staff.backedUp({ kind: 'not-due' });
    staff.membersRefreshed({ kind: 'unchanged' });
    expect(staff.current()).toBeNull();
  });

  it.each([
    [
      'journal',
      (staff: StaffNotices) => staff.journalSetAside('j.db'),
      { kind: 'journal-set-aside', reference: 'j.db' },
    ],
    [
      'replica',
      (staff: StaffNotices) => staff.replicaSetAside('m.db'),
      { kind: 'replica-set-aside', reference: 'm.db' },
    ],
    ['full disk', (staff: StaffNotices) => staff.backedUp(FULL), { kind: 'disk-full', reference: 'ENOSPC' }],
    [
      'bad lines',
      (staff: StaffNotices) => staff.membersRefreshed(loaded(3)),
      { kind: 'members-rejected', reference: '3' },
    ],
    [
      'useless file',
      (staff: StaffNotices) => staff.membersRefreshed(failed('nothing-readable')),
      { kind: 'members-rejected', reference: 'nothing-readable' },
    ],
  ])('%s', (_name, tell, notice) => {
    const staff = new StaffNotices();
    tell(staff);
    expect(staff.current()).toEqual(notice);
  });

  it('is the weightiest of several', () => {
    const staff = new StaffNotices();
    const kinds: (string | undefined)[] = [];
    staff.membersRefreshed(loaded(1));
    kinds.push(staff.current()?.kind);
    staff.replicaSetAside('m.db');
    kinds.push(staff.current()?.kind);
    staff.backedUp(FULL);
    kinds.push(staff.current()?.kind);
    staff.journalSetAside('j.db');
    kinds.push(staff.current()?.kind);
    expect(kinds).toEqual(['members-rejected', 'replica-set-aside', 'disk-full', 'journal-set-aside']);
  });

  it('goes when its cause is gone; the journal stays until the next start', () => {
    const staff = new StaffNotices();
    staff.journalSetAside('j.db');
    staff.replicaSetAside('m.db');
    staff.backedUp(FULL);
    staff.membersRefreshed(loaded(2));
    staff.backedUp(MADE);
    staff.membersRefreshed(loaded(0));
    expect(staff.current()).toEqual({ kind: 'journal-set-aside', reference: 'j.db' });
  });

  it('tells of room on the disk as soon as housekeeping can write, also when no backup is due', () => {
    const staff = new StaffNotices();
    staff.backedUp(FULL);
    staff.backedUp({ kind: 'not-due' });
    expect(staff.current()).toBeNull();
  });

  it('is shown at each change, and not each minute', () => {
    const staff = new StaffNotices();
    let shown = 0;
    staff.onChange(() => (shown += 1));
    staff.backedUp({ kind: 'not-due' });
    staff.membersRefreshed(loaded(0));
    expect(shown).toBe(0);
    staff.backedUp(FULL);
    staff.backedUp(FULL);
    expect(shown).toBe(1);
    staff.backedUp(MADE);
    expect(shown).toBe(2);
  });
});

describe('what head office is told', () => {
  it('is one word, what ends the service first, and not what it knows by itself', () => {
    const staff = new StaffNotices();
    staff.hubUnreachable('tls');
    staff.notEnrolled('not-enrolled');
    expect(staff.trouble()).toBeNull();
    staff.membersRefreshed(loaded(3));
    expect(staff.trouble()).toBe('members-rejected');
    staff.journalSetAside('j.db');
    expect(staff.trouble()).toBe('journal-set-aside');
    staff.backedUp(FULL);
    expect(staff.trouble()).toBe('disk-full');
    let changes = 0;
    staff.onChange(() => (changes += 1));
    staff.displayLost();
    expect([staff.trouble(), changes]).toEqual(['display', 1]);
  });
});
