/**
 * `npm run package [-- OPTION …]`: sets up, then packs the application and makes a release of it, in `release/`
 * (`tools/package/package.ts`).
 */
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { runNode } from './setup/run-command.mjs';
import { main } from './setup/set-up.mjs';

await main(async () => {
  await installPackages();
  await compileMessages();
  return (await runNode(['tools/package/package.ts', ...process.argv.slice(2)])).code;
});
