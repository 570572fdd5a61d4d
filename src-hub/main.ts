import { COMMANDS } from './commands.ts';
import { type HubCommand } from './core/hub-command.ts';
import { migrateHub } from './database/migrate.ts';
import { checkDatabase, databaseProblem, openDatabase } from './database/open-database.ts';
import { demonstrationSecret } from './database/pglite-folder.ts';
import { EXIT } from './basics/exit-codes.ts';
import { CertificateError, readCertificate } from './http/certificate.ts';
import { describeFault } from './basics/describe-fault.ts';
import { createDeps } from './hub.ts';
import { smtpOfSettings } from './mail/smtp-of-settings.ts';
import type { HubDatabase } from './database/hub-database.ts';
import type { HubLog } from './basics/hub-log.ts';
import { openHubLog } from './observe/open-log.ts';
import { serve } from './serve.ts';
import { setAgencyZone } from '../src-shared/time/zone.ts';
import { readSettings, type HubSettings } from './basics/settings.ts';

const say = (line: string): void => console.log(line);
const complain = (line: string): void => console.error(line);

// An error's message can quote rows: log a safe description instead of letting Node print it.
process.on('uncaughtException', (error) => {
  openHubLog('error', 2).error(describeFault(error), 'fault');
  process.exit(EXIT.notDone);
});

process.exitCode = await main(process.argv.slice(2));

async function main([name = 'serve', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS.find((known) => known.name === name);
  if (name === '--help' || name === 'help') {
    usage(say);
    return EXIT.done;
  }
  const isOwn = name === 'serve' || name === 'migrate';
  if ((command === undefined && !isOwn) || (isOwn && args.length > 0)) {
    usage(complain);
    return EXIT.usage;
  }
  const read = readSettings(process.env, demonstrationSecret);
  if (!read.ok) {
    for (const problem of read.problems) complain(problem);
    return EXIT.config;
  }
  const { settings } = read;
  setAgencyZone(settings.HUB_TIME_ZONE);
  const log = openHubLog(settings.HUB_LOG_LEVEL, name === 'serve' ? 1 : 2);
  try {
    if (name === 'serve') {
      readCertificate(settings);
      smtpOfSettings(settings);
    }
    const database = await openDatabase(settings, log, name === 'serve');
    try {
      if (name === 'serve') return await serve({ settings, database, log }, complain);
      if (command === undefined) return await migrate(database);
      return await runCommand(command, args, { settings, database, log });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (error instanceof CertificateError) {
      complain(error.message);
      return EXIT.config;
    }
    const { state, problem } = databaseProblem(error);
    complain(problem);
    return state === 'away' ? EXIT.unavailable : EXIT.config;
  }
}

async function migrate(database: HubDatabase): Promise<number> {
  const applied = await migrateHub(database);
  say(applied.length === 0 ? 'The schema was current.' : `Migrations applied: ${applied.join(', ')}.`);
  return EXIT.done;
}

async function runCommand(
  command: HubCommand,
  args: readonly string[],
  edges: { settings: HubSettings; database: HubDatabase; log: HubLog },
): Promise<number> {
  const check = await checkDatabase(edges.database);
  if (check.state !== 'ready') {
    complain(check.problem);
    return check.state === 'away' ? EXIT.unavailable : EXIT.config;
  }
  return command.run(args, createDeps(edges, new AbortController().signal), say);
}

function usage(write: (line: string) => void): void {
  write('npm run hub -- COMMAND, one of:');
  write('  serve     (also without a command)');
  write('  migrate   brings the schema up to date');
  for (const { usage: line } of COMMANDS) write(`  ${line}`);
}
