/** `npm run hub`: installs packages when needed, then runs the hub with the project's own Node. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { NODE, ROOT } from './setup/paths.mjs';
import { main } from './setup/set-up.mjs';

await main(async () => {
  await installPackages();
  await compileMessages();
  // In the caller's folder, so that file names on the command line work.
  const child = spawn(NODE, [path.join(ROOT, 'src-hub', 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  // A terminal sends its signals to both processes; a signal to this process alone is passed on to the hub.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
