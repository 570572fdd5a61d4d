import process from 'node:process';
import { existsSync } from 'node:fs';
import { APP_VERSION } from '../src-shared/app-version.ts';
import { debian } from './machine/debian.ts';
import type { Machine } from './machine/machine.ts';
import { runProgram } from './machine/run-program.ts';
import { windows } from './machine/windows.ts';
import { runRound, type RoundResult } from './round/run-round.ts';
import { dataFolderOf, readCall, releaseKeys, systemEdges, USAGE, type Called } from './settings.ts';
import { goOnFromCopy } from './runner.ts';
import { ServiceFolder } from './store/service-folder.ts';

/**
 * Exit codes: 0 all is well, 65 refused, 70 the former version runs, 74 the disk does not do what it should, 75 it waits
 * or goes on later, 77 the account has no right to it, 78 no kiosk here.
 */
const EXIT = { well: 0, refused: 65, cameBack: 70, disk: 74, waits: 75, noRights: 77, noKiosk: 78 } as const;

// A single executable takes CommonJS alone, which cannot wait here.
void main(process.argv.slice(2))
  .catch(explain)
  .then((code) => {
    process.exitCode = code;
  });

/** Says an error of the disk in one line. @throws what is none: a fault of this program */
function explain(error: unknown): number {
  // Node's own errors have the one, those of SQLite the other.
  if (!(error instanceof Error) || !('syscall' in error || 'errcode' in error)) throw error;
  const hasRights = !('code' in error && ['EACCES', 'EPERM'].includes(String(error.code)));
  console.error(
    hasRights
      ? error.message
      : `This account may not do that; it takes root, or on Windows an administrator: ${error.message}`,
  );
  return hasRights ? EXIT.disk : EXIT.noRights;
}

async function main(args: readonly string[]): Promise<number> {
  let called: Called;
  try {
    called = readCall(args, process.platform, process.env);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 64;
  }
  if (called.command === 'help') return say(USAGE);
  if (called.command === 'version') return say(APP_VERSION);
  if (called.command === 'status') return status(called);
  // What packages bring is for all to read, whatever whoever called it is used to.
  process.umask(0o022);
  const data = dataFolderOf(called.config);
  if (data === null || !existsSync(data)) {
    console.error(`There is no kiosk here: ${called.config} names no data folder that is there.`);
    return EXIT.noKiosk;
  }
  if (goOnFromCopy(called.home)) {
    if (called.wish.folder !== undefined)
      console.log('It goes on in the background; --status tells what has become of it.');
    return EXIT.well;
  }
  const machine = thisMachine();
  const result = await runRound(
    {
      ...systemEdges(),
      machine,
      home: called.home,
      data,
      keys: releaseKeys(called.resources ?? machine.resources),
      log: (line) => console.log(line),
    },
    called.wish,
  );
  return tell(result, called);
}

function thisMachine(): Machine {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x64';
  return process.platform === 'win32' ? windows(runProgram, architecture) : debian(runProgram, architecture);
}

function say(text: string): number {
  console.log(text);
  return EXIT.well;
}

function status({ home }: Called): number {
  const store = existsSync(home) ? new ServiceFolder(home, () => 0) : null;
  const under = store?.transaction() ?? null;
  return say(JSON.stringify({ underWay: under, outcomes: store?.outcomes() ?? [] }, null, 2));
}

function tell(result: RoundResult, { wish }: Called): number {
  if (result.kind === 'idle') return EXIT.well;
  if (result.kind === 'busy') console.error('Another update is under way.');
  if (result.kind !== 'ended') return wish.folder === undefined ? EXIT.well : EXIT.waits;
  const { end } = result;
  const reason = 'reason' in end ? `, ${end.reason}` : '';
  console.log(`${end.from ?? 'nothing'} to ${end.to}: ${end.kind}${reason}: ${end.detail}`);
  // The timer comes again: waiting is no failure of a unit.
  if (end.kind === 'waiting') return wish.folder === undefined ? EXIT.well : EXIT.waits;
  if (end.kind === 'installed') return EXIT.well;
  return end.kind === 'refused' ? EXIT.refused : EXIT.cameBack;
}
