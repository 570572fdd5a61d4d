/** `npm run bench [-- NAME …]`: sets up and prints the ratios of the named benchmarks, or of all. */
import { runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

await main(async () => {
  const { env } = await setUp();
  return (await runNode(['bench/run.ts', ...process.argv.slice(2)], { env })).code;
});
