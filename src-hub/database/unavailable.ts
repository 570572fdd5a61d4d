import { RolledBackError } from './hub-database.ts';

/** SQLSTATE classes of temporary errors: connection, resources, operator intervention, system, rollback. */
const PASSING_CLASSES: readonly string[] = ['08', '40', '53', '57', '58'];

/**
 * SQLSTATE codes of temporary errors: read-only server (a replica during failover), lock not available, transaction
 * timeout.
 */
const PASSING_STATES: readonly string[] = ['25006', '55P03', '25P03'];

/** Network errors, by the system's names. */
const NETWORK: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
];

/** Messages of temporary errors that have no code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|driver has already been destroyed|PGlite is closed)/u;

/** Whether an error means that the database is away, full or busy. The same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (error instanceof RolledBackError) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') {
    const state = /^[0-9A-Z]{5}$/u.test(code) && !NETWORK.includes(code);
    if (state) return PASSING_CLASSES.includes(code.slice(0, 2)) || PASSING_STATES.includes(code);
    // A missing file is a bug; a missing socket means that the server is away.
    if (code === 'ENOENT') return Reflect.get(error, 'syscall') === 'connect';
    if (NETWORK.includes(code)) return true;
  }
  return WORDS.test(error.message);
}

/** A value from the database, or a default when the database is away: metrics must work exactly then. */
export async function unlessAway<Figure>(figure: Promise<Figure>, otherwise: Figure): Promise<Figure> {
  try {
    return await figure;
  } catch (error) {
    if (isDatabaseUnavailable(error)) return otherwise;
    throw error;
  }
}
