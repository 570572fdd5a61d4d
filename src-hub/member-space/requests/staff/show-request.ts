import { INSURED_SUBJECT } from '../../../people/subjects.ts';
import { EXIT } from '../../../basics/exit-codes.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { tableLines } from '../../../basics/table-lines.ts';
import { nameOf } from '../../../people/person-names.ts';
import { findRefusedReceipt, findMemberRequests, type StoredMemberRequest } from './find-requests.ts';
import { minuteInUtc } from './list-requests.ts';
import { printable } from '../../../basics/printable.ts';
import type { RequestName } from './request-name.ts';
import { unsealRequest } from '../sealed-request.ts';

/**
 * `requests show`: a request with its content and its person. Only this and the export show contents; the log records
 * that it was read, without the content.
 */
export async function showRequest(
  deps: HubDeps,
  name: RequestName,
  say: (line: string) => void,
): Promise<number> {
  const requests = await findMemberRequests(deps.database, name);
  if (requests.length === 0) {
    const reason = name.column === 'id' ? null : await findRefusedReceipt(deps.database, name.value);
    say(
      reason === null
        ? 'No request has this receipt; one that waits at a kiosk has not come yet.'
        : `This request was refused as it came: ${reason}, see docs/sync.md.`,
    );
    return EXIT.notDone;
  }
  for (const request of requests) {
    deps.log.info({ request: request.id }, 'request-read');
    for (const line of await linesOf(deps, request)) say(line);
  }
  return EXIT.done;
}

async function linesOf({ database, settings }: HubDeps, request: StoredMemberRequest): Promise<string[]> {
  const content = unsealRequest(settings.HUB_SECRET, request.sealed);
  const helper = request.made_by === request.holder ? null : request.made_by;
  const facts: readonly (readonly [string, string | null])[] = [
    ['id', request.id],
    ['kind', `${request.kind}: ${request.topic}`],
    ['of', `${whoIs(request.holder)}, ${(await nameOf(database, request.holder)) ?? 'unknown'}`],
    [
      'sent by',
      helper === null ? null : `${whoIs(helper)}, ${(await nameOf(database, helper)) ?? 'unknown'}`,
    ],
    ['made', minuteInUtc(request.made_at)],
    ['state', request.state],
    ['reason', request.rejected],
    ['latest', minuteInUtc(request.changed_at)],
    ['from', request.effective_on],
    ['in effect since', request.applied_at === null ? null : minuteInUtc(request.applied_at)],
    ['reply', request.reply],
  ];
  const table = tableLines(
    facts.flatMap(([fact, value]) => (value === null ? [] : [[`  ${fact}`, printable(value)]])),
  );
  return [`Receipt ${request.receipt}`, ...table, ...contentLines(content)];
}

function whoIs(subject: string): string {
  return subject.startsWith(INSURED_SUBJECT) ? 'a person only insured' : `member ${subject}`;
}

/** Fields that are not repeated in the content, because they are shown above it. */
const SHOWN_ABOVE: readonly string[] = ['kind', 'holder', 'helper'];

function contentLines(content: unknown): string[] {
  if (typeof content !== 'object' || content === null)
    return ['  Its content cannot be opened: it is damaged, or was sealed under another HUB_SECRET.'];
  const fields = Object.entries(content).filter(([key]) => !SHOWN_ABOVE.includes(key));
  return fields.map(([key, value]) => `  ${key}: ${printable(JSON.stringify(value))}`);
}
