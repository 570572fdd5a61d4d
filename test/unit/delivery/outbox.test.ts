import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from 'better-sqlite3';
import type { Outbox } from '../../../src-main/delivery/outbox.ts';
import { ManualTime } from '../../support/manual-time.ts';
import {
  CODE,
  codeMail,
  codeSms,
  MEMBER_MAIL,
  noticeMail,
  openOutbox,
  outboxOn,
} from '../../support/outbox-fixture.ts';

const MEMBER = { memberKey: 'key', expiresAt: null };

let time: ManualTime;
let journal: Database;
let outbox: Outbox;

beforeEach(() => {
  time = new ManualTime();
  ({ journal, outbox } = openOutbox(':memory:', time));
});

const row = (id: string): Record<string, unknown> =>
  journal.prepare('SELECT * FROM outbox WHERE id = ?').get(id) as Record<string, unknown>;

describe('Outbox', () => {
  it('keeps a row only when the transaction around it does', () => {
    const failing = journal.transaction(() => {
      outbox.add(codeMail(), MEMBER);
      throw new Error('undo');
    });
    expect(failing).toThrow('undo');
    expect(outbox.counts()).toEqual([]);
  });

  it('gives back what was put in, sealed meanwhile', () => {
    const id = outbox.add(codeSms(), { memberKey: 'key', expiresAt: time.now() + 5 });
    expect(outbox.due('sms', time.now())).toEqual({
      id,
      delivery: codeSms(),
      tries: 0,
      expiresAt: time.now() + 5,
    });
    expect(outbox.due('email', time.now())).toBeUndefined();
    const bytes = Buffer.from(row(id)['sealed'] as Uint8Array).toString('latin1');
    expect(bytes).not.toContain(CODE);
  });

  it.each(['sent', 'refused', 'expired'] as const)('erases the payload of a row that is %s', (state) => {
    const id = outbox.add(codeMail(), MEMBER);
    expect(outbox.settle(id, state, state === 'refused' ? 'rejected-recipient' : null)).toBe(true);
    expect(row(id)).toMatchObject({ state, sealed: null, tries: 1, settled_at: time.now() });
  });

  it('settles a row once', () => {
    const id = outbox.add(codeMail(), MEMBER);
    outbox.void(id);
    expect(outbox.settle(id, 'sent', null)).toBe(false);
    expect(outbox.postpone(id, time.now(), 'connect')).toBe(false);
    outbox.void(id);
    expect(row(id)).toMatchObject({ state: 'voided', sealed: null, tries: 0 });
    const sent = outbox.add(codeMail(), MEMBER);
    outbox.settle(sent, 'sent', null);
    outbox.void(sent);
    expect(outbox.state(sent)).toBe('sent');
  });

  it('postpones, and names the moment', () => {
    const id = outbox.add(codeMail(), MEMBER);
    expect(outbox.nextDueAt('email')).toBe(time.now());
    outbox.postpone(id, time.now() + 2000, 'timeout');
    expect(outbox.due('email', time.now() + 1999)).toBeUndefined();
    expect(outbox.due('email', time.now() + 2000)).toMatchObject({ id, tries: 1 });
    expect(outbox.nextDueAt('email')).toBe(time.now() + 2000);
    expect(row(id)['last_fault']).toBe('timeout');
    expect(outbox.nextDueAt('sms')).toBeNull();
  });

  it('names the earliest expiry as well', () => {
    const id = outbox.add(codeMail(), { memberKey: 'key', expiresAt: time.now() + 700 });
    outbox.postpone(id, time.now() + 2000, 'timeout');
    outbox.postpone(outbox.add(noticeMail(), MEMBER), time.now() + 1000, 'timeout');
    expect(outbox.nextDueAt('email')).toBe(time.now() + 700);
    expect(outbox.expire('email', time.now() + 699)).toEqual([]);
    expect(outbox.expire('sms', time.now() + 700)).toEqual([]);
    expect(outbox.expire('email', time.now() + 700)).toEqual([id]);
    expect(outbox.expire('email', time.now() + 700)).toEqual([]);
    expect(row(id)).toMatchObject({ state: 'expired', sealed: null });
  });

  it('tells an unreadable row', () => {
    const id = outbox.add(codeMail(), MEMBER);
    journal.prepare('UPDATE outbox SET sealed = zeroblob(40) WHERE id = ?').run(id);
    expect(outbox.due('email', time.now())).toMatchObject({ id, delivery: null });
  });

  it('finds its next row by the index', () => {
    // The statements of the product itself, as it prepares them.
    const prepare = vi.spyOn(journal, 'prepare');
    outboxOn(journal, time);
    const prepared = prepare.mock.calls.map(([sql]) => sql);
    prepare.mockRestore();
    const next = prepared.filter((sql) => sql.includes('ORDER BY tries'));
    expect(next).toHaveLength(1);
    const plan = journal
      .prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${next[0] ?? ''}`)
      .all({ channel: 'email', now: 1 });
    expect(plan[0]?.detail).toMatch(/^SEARCH outbox USING INDEX outbox_due /u);
  });

  it('has no personal data outside the sealed column', () => {
    const id = outbox.add(codeMail(), MEMBER);
    expect(JSON.stringify({ ...row(id), sealed: null })).not.toMatch(
      new RegExp(`${CODE}|${MEMBER_MAIL}`, 'u'),
    );
  });
});
