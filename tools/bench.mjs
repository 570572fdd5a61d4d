/** `npm run bench [-- NAME …]`: sets up and prints the ratios of the named benchmarks, or of all. */
import { installFolder } from './setup/install.mjs';
import { runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

/** The benchmarks that compare with packages which nothing else needs: those of `bench/package.json`. */
const WITH_PEERS = ['sync'];

await main(async () => {
  const names = process.argv.slice(2);
  const { env } = await setUp();
  if (names.length === 0 || names.some((name) => WITH_PEERS.includes(name))) await installFolder('bench');
  return (await runNode(['bench/run.ts', ...names], { env })).code;
});
