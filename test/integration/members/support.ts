import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { MemberDirectory, type MemberDirectoryOptions } from '../../../src-main/members/directory.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { bundleOf } from '../../support/bundles/bundles.ts';
import { MemoryLog, NOON } from '../database/support.ts';

/** The data key of every process of a test. */
export const DATA_KEY = Buffer.alloc(32, 7);

/** Opens the members of a folder, whose file is `members.ndjson` in it; closed after the test. */
export function openMembers(
  folder: string,
  change: Partial<MemberDirectoryOptions> = {},
): { directory: MemberDirectory; log: MemoryLog } {
  const log = new MemoryLog();
  const directory = MemberDirectory.open({
    folder,
    file: sourceFile(folder),
    dataKey: DATA_KEY,
    threadFile: bundleOf('writer'),
    random: systemRandom,
    clock: { now: () => NOON },
    log,
    ...change,
  });
  onTestFinished(() => directory.close());
  return { directory, log };
}

/** The members file of a folder. */
export function sourceFile(folder: string): string {
  return path.join(folder, 'members.ndjson');
}

/** Writes lines as the members file, each time with another time of change. */
export function writeSource(folder: string, lines: readonly (string | Member)[]): void {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const file = sourceFile(folder);
  const before = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? NOON;
  fs.writeFileSync(file, `${text}\n`);
  const changed = new Date(before + 1000);
  fs.utimesSync(file, changed, changed);
}

/** Names of the generations in a folder, complete or not. */
export function generations(folder: string): string[] {
  return fs.readdirSync(folder).filter((name) => /^members-\d+\.db$/u.test(name));
}

/** The report on bad lines. */
export function rejectedIn(folder: string): {
  rejected: number;
  listed: number;
  lines: { line: number; reason: string }[];
} {
  return JSON.parse(fs.readFileSync(path.join(folder, 'members-rejected.json'), 'utf8')) as ReturnType<
    typeof rejectedIn
  >;
}
