/** Runs the named benchmarks, or all, each in its own process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const BENCHMARKS = {
  size: 'size.ts',
  launch: 'launch.ts',
  journey: 'journey.ts',
  'journey-codes': 'journey-codes.ts',
  import: 'import-members.ts',
  'taps-during-import': 'taps-during-import.ts',
  sync: 'sync.ts',
  'sync-load': 'sync-load.ts',
  activations: 'activations.ts',
  space: 'space.ts',
  signatures: 'signatures.ts',
  branch: 'branch.ts',
} as const;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(64);
}
for (const [name, file] of Object.entries(BENCHMARKS)) {
  // `sync` selects `sync-load` too, `journey` its codes.
  if (wanted.length > 0 && !wanted.some((word) => name === word || name.startsWith(`${word}-`))) continue;
  console.log(`\n── ${name}`);
  const child = spawn(process.execPath, ['--expose-gc', path.join(import.meta.dirname, file)], {
    stdio: 'inherit',
    // A session of its own, whose priority it may lower; no interrupt of the keyboard reaches it there.
    detached: process.platform !== 'win32',
  });
  const interrupt = (): never => {
    child.kill('SIGINT');
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', interrupt);
  if (code !== 0) process.exitCode = 1;
}
