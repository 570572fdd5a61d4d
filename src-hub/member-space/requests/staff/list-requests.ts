import { EXIT } from '../../../basics/exit-codes.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { tableLines } from '../../../basics/table-lines.ts';
import { newestMemberRequests } from './find-requests.ts';
import { printable } from '../../../basics/printable.ts';

/** Most requests of one list. */
const MOST_LISTED = 200;

/** `requests list`: the newest requests, without people and contents. */
export async function listRequests(
  { database }: Pick<HubDeps, 'database'>,
  which: Parameters<typeof newestMemberRequests>[1],
  say: (line: string) => void,
): Promise<number> {
  const requests = await newestMemberRequests(database, which, MOST_LISTED + 1);
  const rows = requests
    .slice(0, MOST_LISTED)
    .map((request) => [
      request.receipt,
      request.kind,
      printable(request.topic),
      request.state,
      minuteInUtc(request.made_at),
      minuteInUtc(request.changed_at),
      request.effective_on ?? '',
    ]);
  for (const line of tableLines([['receipt', 'kind', 'about', 'state', 'made', 'latest', 'from'], ...rows]))
    say(line);
  if (requests.length > MOST_LISTED) say(`The newest ${MOST_LISTED}; there are more.`);
  return EXIT.done;
}

/** A moment to the minute, in UTC. */
export function minuteInUtc(moment: Date): string {
  return moment.toISOString().slice(0, 16).concat('Z');
}
