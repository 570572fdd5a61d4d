import { describe, expect, it } from 'vitest';
import { dueBackup, surplusBackups } from '../../../src-main/database/backup-rule.ts';

const days = (...names: string[]): string[] => names.map((day) => `journal-${day}.db`);

describe('dueBackup', () => {
  it.each([
    { at: '2026-03-10T00:00:00Z', existing: [], due: 'journal-2026-03-10.db' },
    { at: '2026-03-10T23:59:59Z', existing: days('2026-03-09'), due: 'journal-2026-03-10.db' },
    { at: '2026-03-10T23:59:59Z', existing: days('2026-03-10'), due: null },
    { at: '2026-03-11T00:00:00Z', existing: days('2026-03-10'), due: 'journal-2026-03-11.db' },
    { at: '2026-03-10T12:00:00Z', existing: days('2031-01-01'), due: 'journal-2026-03-10.db' },
  ])('at $at with $existing: $due', ({ at, existing, due }) => {
    expect(dueBackup(Date.parse(at), existing)).toBe(due);
  });
});

describe('surplusBackups', () => {
  const week = days('2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09');

  it('keeps seven', () => {
    const made = 'journal-2026-03-10.db';
    expect(surplusBackups(made, [...week, made])).toEqual([]);
    expect(surplusBackups(made, [...days('2026-03-02', '2026-03-03'), ...week, made])).toEqual(
      days('2026-03-03', '2026-03-02'),
    );
  });

  it('never removes the one just made, even when others bear later dates', () => {
    const made = 'journal-2020-01-01.db';
    expect(surplusBackups(made, [made, ...week, ...days('2026-03-03')])).toEqual(days('2026-03-03'));
  });
});
