/** Opens the kiosk on the demonstration. Optional argument: the demonstration's folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openDemo } from './open-demo.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

const demo = await openDemo(process.argv[2]);
console.log('Close the window, or press Ctrl+C here, to end.');

const executable = process.env['BORNE_ELECTRON'];
if (executable === undefined) throw new Error('start with npm start');
const kiosk = spawn(executable, [ROOT, `--config=${demo.configFile}`], {
  stdio: ['ignore', 'inherit', 'ignore'],
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => kiosk.kill(signal));
const [code] = (await once(kiosk, 'exit')) as [number | null];
await demo.close();
process.exitCode = code ?? 0;
