import type { HubParts } from '../hub-parts.ts';
import type { BackOffice } from './back-office.ts';
import { tableBackOffice } from './table-back-office.ts';

/** The back office that the member space asks: the one place to change for another (docs/space-data.md). */
export function backOfficeOf({ database }: Pick<HubParts, 'database'>): BackOffice {
  return tableBackOffice(database);
}
