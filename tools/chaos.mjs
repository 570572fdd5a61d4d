/**
 * `npm run chaos [-- --seed=N --kills=N --events=N]`: kills kiosks and head office at random and checks that nothing
 * is lost. `npm run chaos -- --updates [--seed=N --strikes=N --kind=full]`: the same with updates of kiosks.
 */
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { runNode } from './setup/run-command.mjs';
import { main } from './setup/set-up.mjs';

await main(async () => {
  await installPackages();
  await compileMessages();
  const others = process.argv.slice(2).filter((argument) => argument !== '--updates');
  const tool = others.length === process.argv.length - 2 ? 'chaos.ts' : 'updates/updates.ts';
  return (await runNode([`tools/chaos/${tool}`, ...others])).code;
});
