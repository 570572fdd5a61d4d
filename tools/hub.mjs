/** `npm run hub`: installs packages when needed, then runs head office's hub with the project's own Node. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { installPackages } from './setup/install.mjs';
import { compileMessages } from './setup/messages.mjs';
import { NODE, ROOT } from './setup/paths.mjs';
import { main } from './setup/set-up.mjs';

await main(async () => {
  await installPackages();
  await compileMessages();
  // In the caller's folder, so that files named on the command line are found.
  const child = spawn(NODE, [path.join(ROOT, 'src-hub', 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  // A terminal sends its signals to both; what is sent to this process alone goes on to the hub.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => undefined);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
