/** `node tools/run.mjs NAME ARGS…`: runs a command of an installed package with the project's own Node. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { ROOT } from './setup/paths.mjs';
import { runNode, SetupError } from './setup/run-command.mjs';
import { main } from './setup/set-up.mjs';

const [name = '', ...args] = process.argv.slice(2);

await main(async () => {
  await installPackages();
  await compileMessages();
  const manifest = path.join(ROOT, 'node_modules', name, 'package.json');
  if (!existsSync(manifest)) throw new SetupError(`No package ${name} is installed.`);
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const script = typeof bin === 'string' ? bin : bin[name];
  return (await runNode([path.join(ROOT, 'node_modules', name, script), ...args])).code;
});
