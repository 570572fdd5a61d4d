import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** A running application and its page. */
export interface RunningKiosk {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Everything that the application wrote to standard error. */
  stderr(): string;
}

/** Launches the built application in the runtime of the set-up, and waits for its first screen. */
export async function launchKiosk(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningKiosk> {
  const running = await launchApplication(path.join(ROOT, 'dist', 'main', 'index.js'), args, env);
  await running.page.locator('[data-screen]').first().waitFor();
  return running;
}

/** Launches any main script in that runtime. */
export async function launchApplication(
  main: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<RunningKiosk> {
  const executablePath = process.env['BORNE_ELECTRON'];
  if (executablePath === undefined) throw new Error('BORNE_ELECTRON is not set: start through npm');
  const asRoot = process.env['BORNE_RUNTIME'] === 'electron' && process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath,
    args: [...(asRoot ? ['--no-sandbox'] : []), main, ...args],
    cwd: ROOT,
    env: { ...definedEnvironment(), ...env },
    timeout: 180_000,
  });
  let written = '';
  app.process().stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  return { app, page: await app.firstWindow(), stderr: () => written };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
