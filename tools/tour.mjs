/**
 * `npm run tour`: sets up and walks through the journeys in the built application; `-- --json` prints one JSON
 * object.
 */
import { runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

await main(async () => {
  const { env } = await setUp();
  return (await runNode(['tools/tour/tour.ts', ...process.argv.slice(2)], { env })).code;
});
