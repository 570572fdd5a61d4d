/**
 * `npm run mutation [-- FILE … --force]`: puts faults into the modules of pure rules (or into the named files), one after
 * another, and lists those that no unit test finds. Fails below 90 %. Unchanged code is not tried again
 * without `--force`; other options of Stryker can be added too.
 */
import os from 'node:os';
import { installFolder, installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { runNode } from './setup/run-command.mjs';
import { main } from './setup/set-up.mjs';

const FOLDER = 'tools/mutation';
const STRYKER = `${FOLDER}/node_modules/@stryker-mutator/core/bin/stryker.js`;

await main(async () => {
  await installPackages();
  await compileMessages();
  await installFolder(FOLDER);
  // It takes many minutes, so it runs at low priority.
  os.setPriority(os.constants.priority.PRIORITY_LOW);
  const args = process.argv.slice(2);
  const files = args.filter((argument) => !argument.startsWith('--'));
  const options = args.filter((argument) => argument.startsWith('--'));
  const choice = files.length === 0 ? [] : ['--mutate', files.join(',')];
  return (await runNode([STRYKER, 'run', `${FOLDER}/stryker.config.mjs`, ...choice, ...options])).code;
});
