import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../../src-main/database/open-database.ts';
import { openJournal } from '../../../src-main/database/open-journal.ts';
import { Vault } from '../../../src-main/database/vault.ts';
import { FeedFill } from '../../../src-main/member-feed/feed-fill.ts';
import { FeedServing } from '../../../src-main/member-feed/feed-serving.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { MemoryLog, NOON, temporaryFolder } from './support.ts';

// Watched, not replaced: what waits for the disk is a setting of the connection and stands in no file.
vi.mock(import('../../../src-main/database/open-database.ts'), { spy: true });

/** SQLite's numbers for the setting `synchronous`. */
const NORMAL = 1;
const FULL = 2;

describe('what waits for the disk', () => {
  it('is each decision in the journal: none is lost with the power', () => {
    const opened = openJournal({
      folder: temporaryFolder(),
      clock: { now: () => NOON },
      log: new MemoryLog(),
    });
    onTestFinished(() => void opened.journal.close());
    expect(opened.journal.pragma('synchronous', { simple: true })).toBe(FULL);
  });

  it('is no change of the members, which head office tells again, but their database stays sound', () => {
    const folder = temporaryFolder();
    const vault = new Vault(Buffer.alloc(32, 7), systemRandom);
    const fill = FeedFill.create(folder, vault);
    fill.apply([{ position: 1, number: '00000001', text: '[]', unreadable: null }], 'epoch');
    fill.end({ end: 1, epoch: 'epoch', mark: 'mark', behind: 0 });
    fill.finish(() => undefined);
    vi.mocked(openDatabase).mockClear();
    const serving = FeedServing.open(folder, vault);
    onTestFinished(() => serving?.close());
    expect(serving?.place.position).toBe(1);
    const opened = vi.mocked(openDatabase).mock.results.at(-1);
    if (opened?.type !== 'return') throw new Error('no database was opened');
    expect(opened.value.readonly).toBe(false);
    expect(opened.value.pragma('synchronous', { simple: true })).toBe(NORMAL);
  });
});
