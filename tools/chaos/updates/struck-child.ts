/**
 * One round of the service that is struck: `ROOT SYSTEM UPTIME WALL BOOT SEED KEYS KIND AT [--recover]`. KIND `kill`: the process
 * is killed at its file operation number AT, before or after it. `full`: from there on the disk takes nothing. `count`:
 * says how many there are.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { publicKeysIn } from '../../../src-shared/release/signature.ts';
import { runRound } from '../../../src-updater/round/run-round.ts';
import { seededRandom } from '../../../test/support/seeded-random.ts';
import { World } from './world.ts';

const [root = '', system, uptime, wall, boot = '', seed, keys = '', kind, at, recover] =
  process.argv.slice(2);
const draw = seededRandom(Number(seed));
const world = new World(root, {
  uptime: Number(uptime),
  wall: Number(wall),
  boot,
  system: system === 'windows' ? 'windows' : 'linux',
});
world.chance = () => draw.below(1_000_000) / 1_000_000;
const pem = fs.readFileSync(keys, 'utf8');

const WRITING = [
  'writeFileSync',
  'writeSync',
  'openSync',
  'mkdirSync',
  'copyFileSync',
  'appendFileSync',
] as const;
const OTHER = ['renameSync', 'rmSync', 'fsyncSync', 'readFileSync', 'statSync', 'lstatSync'] as const;
let count = 0;

for (const name of [...WRITING, ...OTHER]) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  const writes = (WRITING as readonly string[]).includes(name);
  const struck = (...args: unknown[]): unknown => {
    count += 1;
    const now = count === Number(at);
    if (kind === 'kill' && now && draw.below(2) === 0) process.kill(process.pid, 'SIGKILL');
    const reads = name === 'openSync' && typeof args[1] === 'string' && args[1].startsWith('r');
    if (kind === 'full' && count >= Number(at) && writes && !reads && !isReading(name, args))
      throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const result = original(...args);
    if (kind === 'kill' && now) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  Object.assign(fs, { [name]: struck });
}
syncBuiltinESMExports();

/** Opening to read, by flags in numbers. */
function isReading(name: string, args: readonly unknown[]): boolean {
  return name === 'openSync' && typeof args[1] === 'number' && (args[1] & 3) === fs.constants.O_RDONLY;
}

try {
  const result = await runRound(world.edges(publicKeysIn(pem)), { recoverOnly: recover === '--recover' });
  console.log(JSON.stringify({ count, result }));
} catch (error) {
  console.log(JSON.stringify({ count, error: String(error) }));
}
