import { sql } from 'kysely';
import type { HandlersOf } from '../http/handlers.ts';
import type { HubDeps } from '../core/hub-deps.ts';

/** Handler of `POST /v1/kiosks/state`: keeps the latest state that a kiosk told. */
export function kioskStateHandlers({ database, log, now }: HubDeps): HandlersOf<'tell-state'> {
  return {
    'tell-state': async ({ caller: { id }, body: { trouble } }) => {
      const { numUpdatedRows } = await database.db
        .updateTable('kiosk')
        .set({ trouble, trouble_at: trouble === null ? null : now() })
        .where('id', '=', id)
        .where(sql<boolean>`trouble IS DISTINCT FROM ${trouble}`)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) {
        if (trouble === null) log.info({ kiosk: id }, 'kiosk-in-order');
        else log.warn({ kiosk: id, trouble }, 'kiosk-trouble');
      }
      return { result: 'noted' };
    },
  };
}
