import { setTimeout as wait } from 'node:timers/promises';
import type { HubDatabase } from './database/hub-database.ts';
import { renewEpochIfRestored } from './database/migrate.ts';
import { checkDatabase } from './database/open-database.ts';
import { EXIT } from './basics/exit-codes.ts';
import { describeFault } from './basics/describe-fault.ts';
import { type Hub, type HubEdges, KeyMissingError, openHub } from './hub.ts';

/** Wait before the next try when the database is away, in milliseconds. */
const ASK_AGAIN = 2000;

/** Signals within this many milliseconds count as one: a supervisor signals a group, and its leader passes it on. */
const SAME_SIGNAL = 500;

/**
 * Serves until SIGTERM or SIGINT; a second signal exits at once. SIGHUP reads the certificate again.
 * @param complain writes a line to standard error
 * @returns the exit code
 */
export async function serve(edges: HubEdges, complain: (line: string) => void): Promise<number> {
  const { database, log } = edges;
  const stop = new AbortController();
  let firstSignalAt = Number.NEGATIVE_INFINITY;
  const onStop = (): void => {
    if (stop.signal.aborted && performance.now() - firstSignalAt > SAME_SIGNAL) process.exit(EXIT.notDone);
    if (!stop.signal.aborted) firstSignalAt = performance.now();
    stop.abort();
  };
  process.on('SIGTERM', onStop);
  process.on('SIGINT', onStop);
  if (database.kind === 'pglite') complain(DEMONSTRATION_ONLY);
  if (edges.settings.HUB_MAIL_HOST === undefined) complain(NO_MAILS);
  const problem = await whenReady(database, stop.signal);
  if (problem !== null) {
    complain(problem);
    return EXIT.config;
  }
  if (stop.signal.aborted) return EXIT.done;
  if (await renewEpochIfRestored(database, new Date())) log.warn({}, 'database-restored-or-moved-new-epoch');
  let hub: Hub;
  try {
    hub = await openHub(edges);
  } catch (error) {
    complain(error instanceof KeyMissingError ? error.message : listenProblem(error));
    return EXIT.config;
  }
  log.info({ address: hub.url, database: database.kind }, 'listening');
  process.on('SIGHUP', () => {
    try {
      hub.renewCertificate();
      log.info({}, 'certificate-renewed');
    } catch (error) {
      log.error(describeFault(error), 'certificate-not-renewed');
    }
  });
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    else stop.signal.addEventListener('abort', () => resolve());
  });
  await hub.close();
  return EXIT.done;
}

const DEMONSTRATION_ONLY = [
  '*** No HUB_DATABASE_URL: this hub keeps its data in PGlite, which never calls fsync.',
  '*** For demonstrations and tests only: a power cut can lose what members were told is done.',
].join('\n');

const NO_MAILS =
  '*** No HUB_MAIL_HOST: this hub sends no mails. They wait for another hub of this database, and expire.';

/** Waits until the database is ready. @returns a problem that waiting does not solve; null when ready or stopping */
async function whenReady(database: HubDatabase, stopping: AbortSignal): Promise<string | null> {
  while (!stopping.aborted) {
    const check = await checkDatabase(database);
    if (check.state === 'ready') return null;
    if (check.state === 'wrong') return check.problem;
    await wait(ASK_AGAIN, undefined, { signal: stopping }).catch(() => undefined);
  }
  return null;
}

/** Words for an error of listening. @throws any other error again */
function listenProblem(error: unknown): string {
  const { code, syscall } = Object(error) as { code?: unknown; syscall?: unknown };
  if (syscall === 'listen' || syscall === 'getaddrinfo')
    return `HUB_HOST, HUB_PORT: cannot listen there (${String(code)}).`;
  throw error;
}
