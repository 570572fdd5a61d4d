import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log } from '../src-main/log/log.ts';
import { MemberDirectory } from '../src-main/members/directory.ts';
import { systemRandom } from '../src-main/random/random.ts';
import { benchMember, writeBenchMembers } from './import-file.ts';
import { measureFloor } from './import-floor.ts';

/** Result of one import; times in milliseconds. */
export interface ImportFigures {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Speed of sealing, look-up key, insert and index alone: mean of a run before and one after the import. */
  readonly floorRowsPerSecond: number;
  /** Speed of the import divided by the floor; the goal is 0.6. */
  readonly ratio: number;
  /** The same by processor time, including main's: it shows what a busy machine hides. */
  readonly processorRatio: number;
  /** Longest stall of main's event loop during the import; the goal is below 50. */
  readonly longestStall: number;
  readonly lookUpP50: number;
  readonly lookUpP99: number;
  readonly lookUps: number;
}

const SERVED_MEANWHILE = 20_000;
const LOOK_UP_EVERY = 20;

/** Imports an invented file while members of an earlier, smaller one are looked up. */
export async function measureImport(rows: number): Promise<ImportFigures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'borne-import-'));
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const file = path.join(folder, 'members.ndjson');
  const directory = MemberDirectory.open({
    folder,
    file,
    dataKey: randomBytes(32),
    threadFile: new URL('../src-main/members/writer-thread.ts', import.meta.url),
    random: systemRandom,
    clock: { now: () => Math.floor(performance.timeOrigin + performance.now()) },
    log: silent,
  });
  try {
    const before = await measureFloor({ folder, rows });
    writeBenchMembers(file, Math.min(rows, SERVED_MEANWHILE));
    await expectLoaded(directory);
    writeBenchMembers(file, rows + 1);
    const watch = watchMain(directory);
    const started = performance.now();
    const cpuBefore = process.cpuUsage();
    await expectLoaded(directory);
    const seconds = (performance.now() - started) / 1000;
    const cpu = process.cpuUsage(cpuBefore);
    const { longestStall, lookUps } = watch();
    const after = await measureFloor({ folder, rows });
    const floor = (before.rowsPerSecond + after.rowsPerSecond) / 2;
    const processorFloor = (before.rowsPerProcessorSecond + after.rowsPerProcessorSecond) / 2;
    const rowsPerProcessorSecond = (rows * 1e6) / (cpu.user + cpu.system);
    const rowsPerSecond = rows / seconds;
    return {
      rows,
      rowsPerSecond: Math.round(rowsPerSecond),
      floorRowsPerSecond: Math.round(floor),
      ratio: Number((rowsPerSecond / floor).toFixed(3)),
      processorRatio: Number((rowsPerProcessorSecond / processorFloor).toFixed(3)),
      longestStall: Number(longestStall.toFixed(1)),
      lookUpP50: Number(quantile(lookUps, 0.5).toFixed(3)),
      lookUpP99: Number(quantile(lookUps, 0.99).toFixed(3)),
      lookUps: lookUps.length,
    };
  } finally {
    await directory.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function expectLoaded(directory: MemberDirectory): Promise<void> {
  const report = await directory.refresh();
  if (report.kind !== 'loaded' || report.rejected > 0)
    throw new Error(`import failed: ${JSON.stringify(report)}`);
}

/**
 * Watches main's event loop.
 * @returns ends the watch and gives its result
 */
function watchMain(directory: MemberDirectory): () => { longestStall: number; lookUps: number[] } {
  const lookUps: number[] = [];
  let longestStall = 0;
  let last = performance.now();
  let next = 0;
  const beat = setInterval(() => {
    const now = performance.now();
    longestStall = Math.max(longestStall, now - last);
    last = now;
  }, 1);
  const visitor = setInterval(() => {
    next = (next + 7919) % SERVED_MEANWHILE;
    const { number } = benchMember(next);
    const started = performance.now();
    const found = directory.find(number);
    lookUps.push(performance.now() - started);
    if (found === null || found === 'loading' || found.number !== number)
      throw new Error('a served member was not found');
  }, LOOK_UP_EVERY);
  return () => {
    longestStall = Math.max(longestStall, performance.now() - last);
    clearInterval(beat);
    clearInterval(visitor);
    return { longestStall, lookUps };
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const rows = Number(process.argv[2] ?? 1_000_000);
  console.log(JSON.stringify({ bench: 'import-members', ...(await measureImport(rows)) }));
}
