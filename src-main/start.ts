import { flushCompileCache } from 'node:module';
import { app } from 'electron';
import { configPlace } from './config/config-path.ts';
import { checkSurroundings } from './config/check-surroundings.ts';
import type { Config } from './config/config-schema.ts';
import { EXIT_CONFIG, EXIT_UNAVAILABLE, loadConfig } from './config/load-config.ts';
import { systemTimers } from './clock/timers.ts';
import { runApplication } from './application.ts';
import { FORBIDDEN_VARIABLES, forbiddenSwitches } from './platform/command-line.ts';
import { registerAppScheme } from './platform/app-protocol.ts';
import { electronSecretStore } from './platform/electron-secret-store.ts';
import { systemRandom } from './random/random.ts';
import { setAgencyZone } from '../src-shared/time/zone.ts';
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

/** Asks what the configuration names, and says each answer. @returns the exit code */
async function sayNetwork(config: Config): Promise<number> {
  await app.whenReady();
  setAgencyZone(config.timeZone);
  const { checkNetwork } = await import('./config/check-network.ts');
  const results = await checkNetwork(config, {
    secretStore: electronSecretStore(),
    timers: systemTimers,
    random: systemRandom,
    now: () => Date.now(),
  });
  for (const { key, ok, words } of results) console.error(`${key}: ${ok ? 'good' : 'FAULT'}: ${words}`);
  return results.every(({ ok }) => ok) ? 0 : EXIT_UNAVAILABLE;
}

/** Exit code when the command line has a switch that is refused. */
const EXIT_USAGE = 64;

/** Milliseconds before the compile cache is written, so that the start is not slowed down. */
const FLUSH_AFTER = 5000;

for (const name of FORBIDDEN_VARIABLES) Reflect.deleteProperty(process.env, name);
// Tests and tools drive the unpackaged application by such switches.
const forbidden = app.isPackaged ? forbiddenSwitches(process.argv.slice(1), process.platform) : [];

registerAppScheme();
app.enableSandbox();

const loaded = loadConfig(configPlace(process.argv, process.env, process.platform));
if (!loaded.ok) {
  for (const problem of loaded.problems) console.error(`${loaded.file}: ${problem}`);
  process.exitCode = EXIT_CONFIG;
}

if (forbidden.length > 0) {
  console.error(`refused on the command line: ${forbidden.map((name) => `--${name}`).join(', ')}`);
  app.exit(EXIT_USAGE);
} else if (process.argv.includes('--check-config')) {
  app.exit(loaded.ok ? await checkConfig(loaded.config) : EXIT_CONFIG);
} else if (process.argv.includes('--check-network')) {
  app.exit(loaded.ok ? await sayNetwork(loaded.config) : EXIT_CONFIG);
} else if (takeSingleInstance(loaded.ok ? loaded.config.dataDir : null)) {
  await app.whenReady();
  runApplication(loaded);
  systemTimers.after(FLUSH_AFTER, flushCompileCache);
} else {
  app.exit(0);
}
