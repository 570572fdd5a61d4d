import { INSURED_SUBJECT } from '../../../people/subjects.ts';
import type { Told } from '../../../cli/declaration.ts';
import { done, notDone } from '../../../cli/define-command.ts';
import type { HubDeps } from '../../../core/hub-deps.ts';
import { tableLines } from '../../../basics/table-lines.ts';
import { nameOf } from '../../../people/person-names.ts';
import {
  awaitsConfirmation,
  findRefusedReceipt,
  findMemberRequests,
  type StoredMemberRequest,
} from './find-requests.ts';
import { terminalMoment } from '../../../basics/terminal-moment.ts';
import { printable } from '../../../basics/printable.ts';
import type { RequestName } from './request-name.ts';
import { unsealRequest } from '../sealed-request.ts';

/**
 * `requests show`: a request with its content and its person. Only this and the export show contents; the log records
 * that it was read, without the content.
 */
export async function showRequest(deps: HubDeps, name: RequestName): Promise<Told> {
  const requests = await findMemberRequests(deps.database, name);
  if (requests.length === 0) {
    const reason = name.column === 'id' ? null : await findRefusedReceipt(deps.database, name.value);
    return notDone([
      reason === null
        ? 'No request has this receipt; one that waits at a kiosk has not come yet.'
        : `This request was refused as it came: ${reason}, see docs/sync.md.`,
    ]);
  }
  const shown = [];
  for (const request of requests) {
    deps.log.info({ request: request.id }, 'request-read');
    shown.push(await shownRequest(deps, request));
  }
  return done(shown.flatMap(linesOf), { requests: shown });
}

/** A request as `--json` tells it. Content null: it cannot be opened. */
interface ShownRequest {
  readonly receipt: string;
  readonly id: string;
  readonly kind: string;
  readonly about: string;
  readonly of: string;
  readonly sentBy: string | null;
  readonly madeAt: Date;
  readonly state: string;
  readonly reason: string | null;
  readonly changedAt: Date;
  readonly effectiveOn: string | null;
  /** See {@link awaitsConfirmation}. */
  readonly toConfirm: boolean;
  readonly appliedAt: Date | null;
  readonly reply: string | null;
  readonly content: Readonly<Record<string, unknown>> | null;
}

async function shownRequest(
  { database, settings }: HubDeps,
  request: StoredMemberRequest,
): Promise<ShownRequest> {
  const content = unsealRequest(settings.HUB_SECRET, request.sealed);
  const helper = request.made_by === request.holder ? null : request.made_by;
  const person = async (subject: string): Promise<string> =>
    `${whoIs(subject)}, ${(await nameOf(database, subject)) ?? 'unknown'}`;
  const isOpen = typeof content === 'object' && content !== null;
  const fields = isOpen ? Object.entries(content).filter(([key]) => !SHOWN_ABOVE.includes(key)) : [];
  return {
    receipt: request.receipt,
    id: request.id,
    kind: request.kind,
    about: request.topic,
    of: await person(request.holder),
    sentBy: helper === null ? null : await person(helper),
    madeAt: request.made_at,
    state: request.state,
    reason: request.rejected,
    changedAt: request.changed_at,
    effectiveOn: request.effective_on,
    toConfirm: awaitsConfirmation(request),
    appliedAt: request.applied_at,
    reply: request.reply,
    content: isOpen ? Object.fromEntries(fields) : null,
  };
}

function linesOf(request: ShownRequest): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['id', request.id],
    ['kind', `${request.kind}: ${request.about}`],
    ['of', request.of],
    ['sent by', request.sentBy],
    ['made', terminalMoment(request.madeAt)],
    ['state', request.state],
    ['reason', request.reason],
    ['latest', terminalMoment(request.changedAt)],
    ['from', request.effectiveOn],
    [
      'to confirm',
      request.toConfirm
        ? 'the town was typed and is in no table; after "requests answer … done" letters go there'
        : null,
    ],
    ['in effect since', request.appliedAt === null ? null : terminalMoment(request.appliedAt)],
    ['reply', request.reply],
  ];
  const table = tableLines(
    facts.flatMap(([fact, value]) => (value === null ? [] : [[`  ${fact}`, printable(value)]])),
  );
  return [`Receipt ${request.receipt}`, ...table, ...contentLines(request.content)];
}

function whoIs(subject: string): string {
  return subject.startsWith(INSURED_SUBJECT) ? 'a person only insured' : `member ${subject}`;
}

/** Fields that are not repeated in the content, because they are shown above it. */
const SHOWN_ABOVE: readonly string[] = ['kind', 'holder', 'helper'];

function contentLines(content: ShownRequest['content']): string[] {
  if (content === null)
    return ['  Its content cannot be opened: it is damaged, or was sealed under another HUB_SECRET.'];
  return Object.entries(content).map(([key, value]) => `  ${key}: ${printable(JSON.stringify(value))}`);
}
