import pg from 'pg';
import type { HubLog } from '../basics/hub-log.ts';

/** Wait before it connects again, in milliseconds. */
const LISTEN_AGAIN = 500;

/**
 * Listens to a channel on its own connection. When that breaks it connects again and calls `heard('')`, because
 * notifications may be missing.
 * @returns a function that stops listening
 */
export async function listenPostgresql(
  settings: pg.ClientConfig,
  channel: string,
  heard: (payload: string) => void,
  log: HubLog,
): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void connect().then(() => heard(''), again), LISTEN_AGAIN);
  };
  const connect = async (): Promise<void> => {
    const made = new pg.Client(settings);
    made.on('error', (error) => log.warn({ code: Reflect.get(error, 'code') }, 'database-listener-lost'));
    made.on('end', () => {
      if (client === made) again();
    });
    made.on('notification', ({ payload }) => heard(payload ?? ''));
    try {
      await made.connect();
      await made.query(`LISTEN ${made.escapeIdentifier(channel)}`);
    } catch (error) {
      await made.end().catch(() => undefined);
      throw error;
    }
    client = made;
    if (stopped) await made.end();
  };
  await connect().catch(again);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
