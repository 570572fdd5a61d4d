import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The built application, running, and its page. */
export interface RunningKiosk {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the application has written to standard error. */
  stderr(): string;
}

/** Launches the built application on the runtime that the set-up found. */
export async function launchKiosk(args: readonly string[], env: Record<string, string> = {}): Promise<RunningKiosk> {
  const executablePath = process.env['BORNE_ELECTRON'];
  if (executablePath === undefined) throw new Error('BORNE_ELECTRON is not set: start through npm');
  const sandbox = process.env['BORNE_RUNTIME'] === 'electron' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath,
    args: [...sandbox, path.join(ROOT, 'dist', 'main', 'index.js'), ...args],
    cwd: ROOT,
    env: { ...definedEnvironment(), ...env },
    timeout: 60_000,
  });
  let written = '';
  app.process().stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  const page = await app.firstWindow();
  await page.locator('[data-screen]').first().waitFor();
  return { app, page, stderr: () => written };
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
