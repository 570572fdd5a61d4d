import { RolledBackError } from './hub-database.ts';

/** Classes of SQLSTATE that pass by themselves: connection, resources, operator intervention, system, rollback. */
const PASSING_CLASSES: readonly string[] = ['08', '40', '53', '57', '58'];

/** Single states: read-only server (a replica, during a change of primary), lock not available. */
const PASSING_STATES: readonly string[] = ['25006', '55P03', '25P03'];

/** Faults of the network, by the system's names. */
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

/** What pg says without any code. */
const WORDS =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|driver has already been destroyed|PGlite is closed)/u;

/** Whether an error means that the database is away, full or busy: the same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable);
  if (error instanceof RolledBackError) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string') {
    const state = /^[0-9A-Z]{5}$/u.test(code) && !NETWORK.includes(code);
    if (state) return PASSING_CLASSES.includes(code.slice(0, 2)) || PASSING_STATES.includes(code);
    // A file that is missing is a fault of the program; a socket that is missing is a server that is away.
    if (code === 'ENOENT') return Reflect.get(error, 'syscall') === 'connect';
    if (NETWORK.includes(code)) return true;
  }
  return WORDS.test(error.message);
}

/** The figure, or another when the database is away: figures must be had above all then. */
export async function unlessAway<Figure>(figure: Promise<Figure>, otherwise: Figure): Promise<Figure> {
  try {
    return await figure;
  } catch (error) {
    if (isDatabaseUnavailable(error)) return otherwise;
    throw error;
  }
}
