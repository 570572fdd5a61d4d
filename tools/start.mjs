/** `npm start`: sets up, starts the demonstration and opens the kiosk; runs the tour when there is no display. */
import { runNode } from './setup/run-command.mjs';
import { hasDisplay } from './setup/runtime.mjs';
import { main, setUp } from './setup/set-up.mjs';

await main(async () => {
  console.error(
    hasDisplay()
      ? 'The demonstration is set up and opened.'
      : 'There is no display: after the set-up a tour walks through all screens, and keeps a picture of each. It takes some minutes.',
  );
  const { env } = await setUp();
  const script = hasDisplay() ? 'tools/demo/start-demo.ts' : 'tools/tour/tour.ts';
  return (await runNode([script, ...process.argv.slice(2)], { env })).code;
});
