import { webSource } from '../../../src-main/updates/web-source.ts';
import { ReleaseFolders } from '../../../src-main/updates/release-folders.ts';
import { UpdateCheck } from '../../../src-main/updates/update-check.ts';
import { UpdateMemory } from '../../../src-main/updates/update-memory.ts';
import { readUpdateKeys } from '../../../src-main/updates/update-settings.ts';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import { systemRandom } from '../../../src-main/random/random.ts';

/* A process that fetches one release and ends: arguments are the data folder, the web folder, and the file of keys. */

const [, , dataDir = '', web = '', keysFile = ''] = process.argv;
const keys = readUpdateKeys({ keys: keysFile }, null);
const folders = new ReleaseFolders(dataDir);
folders.make();
const now = (): number => Date.now();
const log = (fields: object, event: string): void => console.log(event, JSON.stringify(fields));
const check = new UpdateCheck({
  sources: [webSource(web)],
  folders,
  memory: new UpdateMemory(folders.folder, now()),
  machine: { running: '0.1.0', system: 'linux', architecture: 'x64', package: 'deb' },
  verify: keys.ok ? keys.verify : null,
  service: dataDir,
  clock: { now },
  timers: systemTimers,
  random: systemRandom,
  log: { info: log, warn: log, error: log },
  quiet: () => Promise.resolve(),
  tell: null,
  overdue: () => undefined,
  partBytes: 32 * 1024,
  freeBytes: () => Promise.resolve(1e12),
});
console.log('ready');
await check.check();
await check.stop();
