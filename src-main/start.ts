import { flushCompileCache } from 'node:module';
import { app } from 'electron';
import { configPlace } from './config/config-path.ts';
import { checkSurroundings } from './config/check-surroundings.ts';
import type { Config } from './config/config-schema.ts';
import { EXIT_CONFIG, loadConfig } from './config/load-config.ts';
import { systemTimers } from './clock/timers.ts';
import { runApplication } from './application.ts';
import { registerAppScheme } from './platform/app-protocol.ts';
import { electronSecretStore } from './platform/electron-secret-store.ts';
import { takeSingleInstance } from './platform/single-instance.ts';

/** Says what this machine lacks for the configuration. @returns the exit code */
async function checkConfig(config: Config): Promise<number> {
  // Electron knows the key ring only then.
  await app.whenReady();
  const { protection } = electronSecretStore();
  const problems = checkSurroundings(config, { protection, now: Date.now() });
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.error('the configuration is valid');
  return problems.length === 0 ? 0 : EXIT_CONFIG;
}

/** Milliseconds before the compile cache is written, so that the start is not slowed down. */
const FLUSH_AFTER = 5000;

registerAppScheme();
app.enableSandbox();

const loaded = loadConfig(configPlace(process.argv, process.env, process.platform));
if (!loaded.ok) {
  for (const problem of loaded.problems) console.error(`${loaded.file}: ${problem}`);
  process.exitCode = EXIT_CONFIG;
}

if (process.argv.includes('--check-config')) {
  app.exit(loaded.ok ? await checkConfig(loaded.config) : EXIT_CONFIG);
} else if (takeSingleInstance(loaded.ok ? loaded.config.dataDir : null)) {
  await app.whenReady();
  runApplication(loaded);
  systemTimers.after(FLUSH_AFTER, flushCompileCache);
} else {
  app.exit(0);
}
