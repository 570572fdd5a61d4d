import { Socket } from 'node:net';
import pg from 'pg';

/** Wait before it connects again, in milliseconds. */
const LISTEN_AGAIN = 500;

/** Between an answer and the next question on a connection that only listens, in milliseconds. */
const BEAT_EVERY = 1500;

/** Longest wait for that answer, in milliseconds. Both together stay below the 5 s in which kiosks hear of a change. */
export const BEAT_WITHIN = 2000;

/** Who is told about the connection that listens. */
export interface ListenEvents {
  /** A notification; an empty one after a new connection, because notifications may be missing. */
  readonly heard: (payload: string) => void;
  /** The connection was lost, or none could be made. */
  readonly lost: (error: unknown) => void;
  /** The connection gave no answer in {@link BEAT_WITHIN}, without being closed. */
  readonly silent: () => void;
}

/**
 * Listens to a channel on its own connection. A connection that was cut without a word tells nobody: it is asked every
 * other second, and given up when it does not answer. After a lost connection it connects again.
 * @returns a function that stops listening
 */
export async function listenPostgresql(
  settings: pg.ClientConfig,
  channel: string,
  { heard, lost, silent }: ListenEvents,
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let beat: NodeJS.Timeout | undefined;
  const again = (): void => {
    clearTimeout(beat);
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect().then(() => heard(''), again), LISTEN_AGAIN);
  };
  const ask = (asked: pg.Client, socket: Socket): void => {
    beat = setTimeout(() => {
      const late = setTimeout(() => {
        silent();
        socket.destroy();
      }, BEAT_WITHIN);
      // A failed question ends the connection, which connects again.
      const answered = asked.query('SELECT 1').catch(lost);
      void answered.then(() => {
        clearTimeout(late);
        if (asked === client && !stopped && !socket.destroyed) ask(asked, socket);
      });
    }, BEAT_EVERY);
  };
  const connect = async (): Promise<void> => {
    const socket = new Socket();
    const made = new pg.Client({ ...settings, stream: () => socket });
    made.on('error', lost);
    made.on('end', () => {
      if (client === made) again();
    });
    made.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await made.connect();
      await made.query(`LISTEN ${made.escapeIdentifier(channel)}`);
    } catch (error) {
      lost(error);
      socket.destroy();
      throw error;
    }
    client = made;
    if (stopped) await made.end();
    else ask(made, socket);
  };
  await connect().catch(again);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    clearTimeout(beat);
    await client?.end().catch(() => undefined);
  };
}
