import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { REJECTED_FILE, RejectedLines, REJECTIONS_KEPT } from '../../../src-main/members/rejected-lines.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('RejectedLines', () => {
  it('counts all, lists the first thousand in the order of lines', () => {
    const rejected = new RejectedLines();
    for (let line = 1; line <= REJECTIONS_KEPT - 1; line += 1) rejected.add(line * 2, { reason: 'not-json' });
    rejected.add(1, { reason: 'duplicate' });
    rejected.add(999_999, { reason: 'not-utf8' });
    const folder = temporaryFolder();
    rejected.write(folder, { source: 'members.ndjson', rows: 3 });
    const report = JSON.parse(fs.readFileSync(path.join(folder, REJECTED_FILE), 'utf8')) as {
      lines: unknown[];
    };
    expect(report).toMatchObject({ source: 'members.ndjson', rows: 3, rejected: 1001, listed: 1000 });
    expect(report.lines).toHaveLength(1000);
    expect(report.lines.slice(0, 2)).toEqual([
      { line: 1, reason: 'duplicate' },
      { line: 2, reason: 'not-json' },
    ]);
  });
});
