import { headlessShellOf } from './browser.mjs';
import { buildApplication } from './build.mjs';
import { installPackages } from './install.mjs';
import { compileMessages } from './messages.mjs';
import { telling } from './progress.mjs';
import { SetupError } from './run-command.mjs';
import { chooseRuntime } from './runtime.mjs';

/**
 * Completes a bare clone: packages, texts, build, runtime. It uses Node built-ins only, since it runs before anything
 * is installed.
 * @returns {ReturnType<typeof setUpRuntime>}
 */
export async function setUp() {
  await setUpSources();
  return setUpRuntime();
}

/** What the sources need to be read: packages and texts. */
export async function setUpSources() {
  await telling('Packages', installPackages);
  await telling('Texts', compileMessages);
}

/**
 * The application and what it runs in; {@link setUpSources} comes before.
 * @returns {Promise<{ runtime: Awaited<ReturnType<typeof chooseRuntime>>, env: Record<string, string> }>} `env`:
 *   environment for the processes started next
 */
export async function setUpRuntime() {
  const [runtime] = await Promise.all([
    telling('Electron or browser', chooseRuntime),
    telling('Build', buildApplication),
  ]);
  const env = { BORNE_RUNTIME: runtime.name, BORNE_ELECTRON: runtime.executable };
  if (runtime.chromium) {
    env.BORNE_CHROMIUM = runtime.chromium;
    const shell = headlessShellOf(runtime.chromium);
    if (shell !== null) env.BORNE_HEADLESS_SHELL = shell;
  }
  return { runtime, env };
}

/**
 * Runs a tool. A step that cannot continue prints one sentence on standard error and ends with exit code 69
 * (EX_UNAVAILABLE).
 */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 69;
  }
}
