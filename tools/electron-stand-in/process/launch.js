// @ts-check
import { open } from 'node:inspector';
import { startBrowser } from './runtime.js';
import { readCommandLine, switches } from './switches.js';

const USAGE = 64;

const { script, rest } = readCommandLine(process.argv.slice(2));
if (switches.has('inspect')) open(Number(switches.get('inspect')) || 0, '127.0.0.1');
if (script === undefined) {
  process.stderr.write('Usage: electron [switches] <script or folder> [arguments]\n');
  process.exit(USAGE);
}
const browser = startBrowser();
const { runApplication } = await import('./run-application.js');
await runApplication(browser, script, rest);
