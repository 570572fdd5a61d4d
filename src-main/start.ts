import { flushCompileCache } from 'node:module';
import { app } from 'electron';
import { configPlace } from './config/config-path.ts';
import { EXIT_CONFIG, loadConfig } from './config/load-config.ts';
import { systemTimers } from './clock/timers.ts';
import { runApplication } from './application.ts';
import { registerAppScheme } from './platform/app-protocol.ts';
import { takeSingleInstance } from './platform/single-instance.ts';

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
  if (loaded.ok) console.error('the configuration is valid');
  app.exit(loaded.ok ? 0 : EXIT_CONFIG);
} else if (takeSingleInstance(loaded.ok ? loaded.config.dataDir : null)) {
  await app.whenReady();
  runApplication(loaded);
  systemTimers.after(FLUSH_AFTER, flushCompileCache);
} else {
  app.exit(0);
}
