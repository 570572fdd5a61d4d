import {
  EVENT_RULES,
  eventNumber,
  eventSubject,
  type EventAnswer,
  type EventAnswers,
  type EventBatch,
  type EventBody,
  type EventKind,
} from '../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../database/hub-database.ts';
import { REQUEST_EVENTS } from '../../src-shared/member-requests/request-kinds.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { KioskMails } from '../mail/kiosk-mails.ts';
import { againOnConflict, sqlState } from '../database/again-on-conflict.ts';
import { bestOffset, readLeastOffset } from './clock-offset.ts';
import { decidedAt } from './decided-at.ts';
import type { Decision, KindContext } from './kinds/kind.ts';
import { openRuns, type Runs } from './kinds.ts';
import { Refusal } from '../http/refuse.ts';
import { knownHolders } from '../people/insured/nir-index.ts';
import type { Holder } from '../../src-shared/values/holder.ts';
import { lockPeople } from '../database/lock-people.ts';
import { readEvent, type ReadEvent } from './read-event.ts';
import { type NewEvent, type ReceivedBatch, storeEvents, StoredEvents } from './stored-events.ts';

export type EventDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'randomBytes' | 'log' | 'metrics'>;

/** Who sends a batch. */
export interface Sender {
  /** Id of the kiosk or website. */
  readonly id: string;
  /** It speaks a newer contract than this hub. */
  readonly isNewer: boolean;
}

/** What a sender of a newer contract is told: it keeps the event and sends those of others (see `docs/sync.md`). */
const OF_LATER = new Refusal('malformed', 'an event that only a newer hub can read: update the hub');

/**
 * Applies a batch in order, each event once however often it arrives, and answers each. The batch is one transaction
 * with few queries. When the database rejects data in it, each event gets its own transaction, so that the good ones
 * are kept. An event that cannot be read is refused for good, unless its sender is newer than this hub.
 * @throws the database's error when an event cannot be applied; the others are committed by then
 */
export async function applyBatch(
  deps: EventDeps,
  { id: client, isNewer }: Sender,
  batch: EventBatch,
): Promise<EventAnswers | typeof OF_LATER> {
  const receivedAt = deps.now().getTime();
  const clockOffset = receivedAt - batch.sentAt;
  const received: ReceivedBatch = { client, journal: batch.journal.toLowerCase(), clockOffset, receivedAt };
  const events = batch.events.map((raw) => readEvent(deps.settings.HUB_SECRET, raw));
  if (isNewer && events.some(({ state }) => state !== 'whole')) return OF_LATER;
  const apply = async (some: readonly ReadEvent[]): Promise<EventAnswer[]> => {
    const applied = await againOnConflict(() =>
      deps.database.transaction((connection) => applyWithin(connection, deps, received, some)),
    );
    for (const [place, event] of some.entries()) countAndLog(deps, client, event, applied[place]);
    return applied.map(({ answer }) => answer);
  };
  try {
    return { answers: await apply(events), clockOffset };
  } catch (error) {
    if (events.length === 1 || !isOfData(error)) throw error;
    deps.log.warn({ kiosk: client, code: sqlState(error) }, 'event-batch-taken-apart');
  }
  const answers: EventAnswer[] = [];
  const faults: unknown[] = [];
  for (const event of events) {
    try {
      answers.push(...(await apply([event])));
    } catch (error) {
      if (!isOfData(error)) throw error;
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return { answers, clockOffset };
}

const MALFORMED: EventAnswer = { status: 'refused', reason: 'malformed' };

/** Kinds that cause a mail about a request, of which one kiosk has so many a day. */
const MAILED: readonly EventKind[] = ['identifier-requested', ...REQUEST_EVENTS.map(({ kind }) => kind)];

interface Applied {
  readonly answer: EventAnswer;
  /** True: its id, or its place in the journal, was stored before. */
  readonly repeated: boolean;
}

async function applyWithin(
  connection: HubConnection,
  deps: EventDeps,
  received: ReceivedBatch,
  sent: readonly ReadEvent[],
): Promise<Applied[]> {
  const events = await withKnownHolders(connection, sent);
  const readable = events.filter((event) => event.state !== 'unreadable');
  const bodies = readable.flatMap((event) => (event.state === 'whole' ? [event.body] : []));
  await lockPeople(connection, [
    received.journal,
    ...bodies.map(eventSubject),
    // A kiosk's letters and mails of a day are counted one batch after the other, whatever journals it names.
    ...(bodies.some(({ kind }) => kind !== 'password-set') ? [`counted:${received.client}`] : []),
  ]);
  const stored = await StoredEvents.read(connection, received.journal, readable);
  const offset = bestOffset(received.clockOffset, await readLeastOffset(connection, received.journal));
  const known = await openMembers(connection, bodies);
  const { client: kiosk, receivedAt: now } = received;
  const limitReached = (limit: string): void => {
    deps.metrics.limitReached(limit);
    deps.log.warn({ limit, kiosk }, 'limit-reached');
  };
  const isAnyMailed = bodies.some(({ kind }) => MAILED.includes(kind));
  const context: KindContext = {
    requestMails: isAnyMailed ? await KioskMails.read(connection, { kiosk, now, mail: deps }, MAILED) : null,
    ...{ secret: deps.settings.HUB_SECRET, kiosk, now, limitReached },
    ...{ passwordsSet: new Map(), mail: deps },
  };
  const runs = await openRuns(connection, bodies, context);
  const fresh: NewEvent[] = [];
  const applied = events.map((event): Applied => {
    if (event.state === 'unreadable') return { answer: MALFORMED, repeated: false };
    const before = stored.answerTo(event);
    if (before !== null) return { answer: before, repeated: true };
    const moment = decidedAt(event.at ?? received.receivedAt, offset, received.receivedAt);
    const answer: EventAnswer =
      event.state === 'malformed'
        ? MALFORMED
        : decide(runs, known, received, decisionOf(event.id, event.body, moment));
    const number = event.state === 'whole' ? keptNumber(event.body) : null;
    stored.add({ id: event.id, fingerprint: event.fingerprint, answer }, event.seq);
    fresh.push({ ...event, number, decidedAt: moment, answer });
    return { answer, repeated: false };
  });
  await storeEvents(connection, received, fresh);
  for (const run of Object.values(runs)) await run.save(connection);
  return applied;
}

/** Events name people who are only insured by a hash of their NIR, or as a login has named them. */
async function withKnownHolders(
  { query }: HubConnection,
  events: readonly ReadEvent[],
): Promise<readonly ReadEvent[]> {
  const holdersOf = (event: ReadEvent): Holder[] => {
    if (event.state !== 'whole' || !('holder' in event.body)) return [];
    const { body } = event;
    return [body.holder, ...('helper' in body && body.helper !== null ? [body.helper.holder] : [])];
  };
  const known = await knownHolders(query, events.flatMap(holdersOf));
  let next = 0;
  return events.map((event) => {
    if (event.state !== 'whole' || !('holder' in event.body)) return event;
    const { body } = event;
    const holder = known[next++] ?? body.holder;
    if (!('helper' in body) || body.helper === null) return { ...event, body: { ...body, holder } };
    const helper = { ...body.helper, holder: known[next++] ?? body.helper.holder };
    return { ...event, body: { ...body, holder, helper } };
  });
}

/** Counts a new event after the commit, and logs refusals, which staff must look at. */
function countAndLog(deps: EventDeps, kiosk: string, event: ReadEvent, applied: Applied | undefined): void {
  if (applied === undefined) return;
  const { answer, repeated } = applied;
  if (!repeated) deps.metrics.event(event.state === 'whole' ? event.body.kind : 'unknown', answer);
  if (answer.status !== 'refused' || (repeated && answer.reason !== 'id-reused')) return;
  const id = event.state === 'unreadable' ? null : event.id;
  deps.log.warn({ kiosk, event: id, reason: answer.reason }, 'event-refused');
}

function decide<Kind extends EventKind>(
  runs: Runs,
  known: ReadonlySet<string>,
  received: ReceivedBatch,
  decision: Decision<Kind>,
): EventAnswer {
  const { expiresAfter, of } = EVENT_RULES[decision.kind];
  if (of === 'members' && !known.has(eventSubject(decision.body)))
    return { status: 'refused', reason: 'unknown-member' };
  const run = runs[decision.kind];
  if (run === undefined) throw new Error(`${decision.kind} was not opened`);
  if (expiresAfter !== null && decision.decidedAt < received.receivedAt - expiresAfter) {
    run.reject?.(decision, 'expired');
    return { status: 'refused', reason: 'expired' };
  }
  return run.decide(decision);
}

/** Unauthenticated claims prove nothing about a member, so their number is not stored. */
function keptNumber(body: EventBody): string | null {
  return EVENT_RULES[body.kind].of === 'members' ? eventNumber(body) : null;
}

/** Copies the kind beside the body, so that TypeScript can narrow by it. */
function decisionOf(id: string, body: EventBody, moment: number): Decision<EventKind> {
  return { id, kind: body.kind, body, decidedAt: moment };
}

async function openMembers(
  connection: HubConnection,
  bodies: readonly EventBody[],
): Promise<ReadonlySet<string>> {
  const numbers = bodies.map(eventNumber).filter((number) => number !== null);
  const rows = await connection.query<{ number: string }>(
    'SELECT number FROM member WHERE number = ANY ($1::text[]) AND closed_at IS NULL',
    [numbers],
  );
  return new Set(rows.map(({ number }) => number));
}

/** Errors of the data itself, which a retry does not solve (SQLSTATE classes 22, 23 and P0). */
function isOfData(error: unknown): boolean {
  return ['22', '23', 'P0'].includes(sqlState(error)?.slice(0, 2) ?? '');
}
