/** `npm run bench [-- NAME …]`: sets up and runs the named benchmarks, or all. */
import { installFolder } from './setup/install.mjs';
import { runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

/** Benchmarks that need the packages of `bench/package.json`. */
const WITH_PEERS = ['sync'];

await main(async () => {
  const names = process.argv.slice(2);
  const { env } = await setUp();
  if (names.length === 0 || names.some((name) => WITH_PEERS.includes(name))) await installFolder('bench');
  // The goals were set with the whole browser.
  return (await runNode(['bench/run.ts', ...names], { env: { ...env, BORNE_HEADLESS_SHELL: '' } })).code;
});
