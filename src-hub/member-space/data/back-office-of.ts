import type { HubDeps } from '../../core/hub-deps.ts';
import type { BackOffice } from './back-office.ts';
import { tableBackOffice } from './table-back-office.ts';

/** The back office that the member space uses. To use another, change it here (docs/space-data.md). */
export function backOfficeOf({ database }: Pick<HubDeps, 'database'>): BackOffice {
  return tableBackOffice(database);
}
