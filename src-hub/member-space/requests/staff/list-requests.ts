import { terminalMoment } from '../../../basics/terminal-moment.ts';
import { agencyZone } from '../../../../src-shared/time/zone.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { tableLines } from '../../../basics/table-lines.ts';
import { awaitsConfirmation, newestMemberRequests } from './find-requests.ts';
import { printable } from '../../../basics/printable.ts';

/** Most requests of one list. */
const MOST_LISTED = 200;

/** A request without its person and content. */
export interface ListedRequest {
  readonly receipt: string;
  readonly kind: string;
  /** What it is about, if its kind tells. */
  readonly about: string;
  readonly state: string;
  readonly madeAt: Date;
  readonly changedAt: Date;
  /** ISO date from which it counts. */
  readonly effectiveOn: string | null;
  /** See {@link awaitsConfirmation}. */
  readonly toConfirm: boolean;
}

/** The newest requests. `isWhole`: there are no more. */
export interface RequestList {
  readonly requests: readonly ListedRequest[];
  readonly isWhole: boolean;
}

/** Reads the newest requests. */
export async function listedRequests(
  { database }: Pick<HubDeps, 'database'>,
  which: Parameters<typeof newestMemberRequests>[1],
): Promise<RequestList> {
  const requests = await newestMemberRequests(database, which, MOST_LISTED + 1);
  return {
    requests: requests.slice(0, MOST_LISTED).map((request) => ({
      receipt: request.receipt,
      kind: request.kind,
      about: request.topic,
      state: request.state,
      madeAt: request.made_at,
      changedAt: request.changed_at,
      effectiveOn: request.effective_on,
      toConfirm: awaitsConfirmation(request),
    })),
    isWhole: requests.length <= MOST_LISTED,
  };
}

/** The list as a table. */
export function requestLines({ requests, isWhole }: RequestList): string[] {
  const rows = requests.map(({ receipt, kind, about, state, madeAt, changedAt, effectiveOn, toConfirm }) => [
    receipt,
    kind,
    printable(about),
    toConfirm ? `${state}, to confirm` : state,
    terminalMoment(madeAt),
    terminalMoment(changedAt),
    effectiveOn ?? '',
  ]);
  const lines = tableLines([
    ['receipt', 'kind', 'about', 'state', `made (${agencyZone()})`, 'latest', 'from'],
    ...rows,
  ]);
  return isWhole ? lines : [...lines, `The newest ${MOST_LISTED}; there are more.`];
}
