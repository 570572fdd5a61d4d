import { setAgencyZone } from '../src-shared/time/zone.ts';
import { describeFault } from './basics/describe-fault.ts';
import { EXIT } from './basics/exit-codes.ts';
import { readSettings } from './basics/settings/settings.ts';
import { prepareCommand } from './cli/prepare-command.ts';
import { openTerminal } from './cli/terminal.ts';
import { COMMANDS } from './commands.ts';
import { checkDatabase, databaseProblem, openDatabase } from './database/open-database.ts';
import { demonstrationSecret } from './database/pglite-folder.ts';
import { CertificateError, readCertificate } from './http/certificate.ts';
import { loadKeys } from './core/key-table.ts';
import { createDeps } from './hub.ts';
import { smtpOfSettings } from './mail/smtp-of-settings.ts';
import { openHubLog } from './observe/open-log.ts';

const terminal = openTerminal(process.stdout, process.stderr, () => performance.now());

// An error's message can quote rows: log a safe description instead of letting Node print it.
process.on('uncaughtException', (error) => {
  openHubLog('error', 2).error(describeFault(error), 'fault');
  process.exit(EXIT.notDone);
});

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const prepared = prepareCommand(COMMANDS, args);
  if (prepared.kind === 'answered') {
    const write = prepared.exit === EXIT.done ? terminal.say : terminal.complain;
    for (const line of prepared.lines) write(line);
    return prepared.exit;
  }
  const { needs, currentSchema } = prepared.command;
  const read = readSettings(process.env, demonstrationSecret, needs);
  if (!read.ok) {
    for (const problem of read.problems) terminal.complain(problem);
    return EXIT.config;
  }
  const { settings } = read;
  setAgencyZone(settings.HUB_TIME_ZONE);
  const isServing = needs.includes('listening');
  const log = openHubLog(settings.HUB_LOG_LEVEL, isServing ? 1 : 2);
  try {
    if (isServing) {
      readCertificate(settings);
      smtpOfSettings(settings);
    }
    const database = await openDatabase(settings, log, isServing);
    try {
      const check = currentSchema ? await checkDatabase(database) : null;
      if (check !== null && check.state !== 'ready') {
        terminal.complain(check.problem);
        return check.state === 'away' ? EXIT.unavailable : EXIT.config;
      }
      const deps = createDeps({ settings, database, log }, new AbortController().signal);
      const keys = needs.includes('secret') && currentSchema ? await loadKeys(deps) : null;
      if (keys !== null) {
        terminal.complain(keys);
        return EXIT.config;
      }
      return await prepared.run(deps, terminal);
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof CertificateError) {
      terminal.complain(error.message);
      return EXIT.config;
    }
    const { state, problem } = databaseProblem(error);
    terminal.complain(problem);
    return state === 'away' ? EXIT.unavailable : EXIT.config;
  }
}
