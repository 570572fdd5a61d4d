import { buildApplication } from './build.mjs';
import { installPackages } from './install.mjs';
import { compileMessages } from './messages.mjs';
import { SetupError } from './run-command.mjs';
import { chooseRuntime } from './runtime.mjs';

/**
 * Does all that a bare clone lacks: packages, texts, build, something to run it. Node built-ins only, since it runs
 * before anything is installed.
 * @returns {Promise<{ runtime: Awaited<ReturnType<typeof chooseRuntime>>, env: Record<string, string> }>} `env` tells
 *   the processes started next what was found
 */
export async function setUp() {
  await installPackages();
  await compileMessages();
  await buildApplication();
  const runtime = await chooseRuntime();
  const env = { BORNE_RUNTIME: runtime.name, BORNE_ELECTRON: runtime.executable };
  if (runtime.chromium) env.BORNE_CHROMIUM = runtime.chromium;
  return { runtime, env };
}

/** Runs a tool; a step that cannot go on is one sentence on standard error and exit code 69 (EX_UNAVAILABLE). */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 69;
  }
}
