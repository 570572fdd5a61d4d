/** `npm run dev`: the demonstration; a change of the kiosk's sources is built and shown at once. */
import { runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

await main(async () => {
  const { env } = await setUp();
  return (await runNode(['tools/dev/dev.ts'], { env })).code;
});
