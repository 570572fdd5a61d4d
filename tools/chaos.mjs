/**
 * `npm run chaos [-- --seed=N --kills=N --events=N]`: kills kiosks and head office at random and checks that nothing
 * is lost.
 */
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { runNode } from './setup/run-command.mjs';
import { main } from './setup/set-up.mjs';

await main(async () => {
  await installPackages();
  await compileMessages();
  return (await runNode(['tools/chaos/chaos.ts', ...process.argv.slice(2)])).code;
});
