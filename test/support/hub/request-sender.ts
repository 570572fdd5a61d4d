import { randomBytes, randomUUID } from 'node:crypto';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import type { EventAnswer, EventAnswers, EventBody, SentEvent } from '../../../src-shared/hub-api/events.ts';
import type { RequestBody } from '../../../src-shared/member-requests/request-kinds.ts';
import { unsealRequest } from '../../../src-hub/member-space/requests/sealed-request.ts';
import type { RigClient } from './hub-rig.ts';
import type { FixturePerson, SpaceFixture } from './space-fixture.ts';

/** A UUIDv7 of a moment. */
export function eventId(at: number): string {
  const hex = at.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
}

let place = 0;

/** An event like a kiosk's. */
export function event(body: EventBody, at: number): SentEvent {
  return { id: eventId(at), seq: (place += 1), at, body };
}

/** Sends events as one batch of a new journal. */
export async function send(
  fixture: SpaceFixture,
  events: readonly SentEvent[],
  client: RigClient = fixture.kiosk,
): Promise<EventAnswer[]> {
  const proven: SentEvent[] = [];
  for (const sent of events) proven.push(await withProof(fixture, sent, client));
  const batch = { sentAt: fixture.clock.now, journal: randomUUID(), events: proven };
  return (await fixture.accounts.ask<EventAnswers>(client, '/v1/events', batch)).answers;
}

/** Proofs of addresses that were sent, by event: one that is sent again has the same. */
const proofs = new Map<string, string>();

/** An address of the person themselves with a fresh code, unless it has one, or says that it has none. */
async function withProof(fixture: SpaceFixture, sent: SentEvent, client: RigClient): Promise<SentEvent> {
  const { body } = sent;
  if (body.kind !== 'address-changed' || body.helper !== null || 'proof' in body) return sent;
  const proof = proofs.get(sent.id) ?? (await addressProof(fixture, body, client, sent.at));
  proofs.set(sent.id, proof);
  return { ...sent, body: { ...body, proof } };
}

/** A fresh code for an address was entered at a kiosk. @returns its attempt */
export async function addressProof(
  fixture: SpaceFixture,
  { holder }: Someone,
  { kiosk }: RigClient = fixture.kiosk,
  at = fixture.clock.now,
): Promise<string> {
  const [attempt, moment] = [randomUUID(), new Date(at)];
  const { id: session } = await fixture.db
    .insertInto('space_session')
    .values({
      ...{ token_hash: randomBytes(32), kiosk, holder: subjectOf(holder), language: 'fr', acting: null },
      ...{ opened_at: moment, used_at: moment, ends_at: moment, ended_at: moment },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await fixture.db
    .insertInto('sent_code')
    .values({
      ...{ attempt, visit: session, kiosk, holder: subjectOf(holder), purpose: 'address', channel: 'sms' },
      ...{ counted: subjectOf(holder), network: null, message: null, proof: null },
      ...{ code_mac: Buffer.alloc(32), target: null, made_at: moment },
      ...{ expires_at: moment, proven_at: moment, spent_at: null, voided_at: null },
    })
    .execute();
  return attempt;
}

/**
 * Sends one event now.
 * @returns the event and its answer
 */
export async function sendOne(
  fixture: SpaceFixture,
  body: EventBody,
  at = fixture.clock.now,
): Promise<SentEvent & { readonly answer: EventAnswer | undefined }> {
  const sent = event(body, at);
  const [answer] = await send(fixture, [sent]);
  return { ...sent, answer };
}

type Someone = Pick<FixturePerson, 'holder'>;

/** The `helper` field of a request. */
export function sentBy(helper: Someone, delegation: string): NonNullable<RequestBody['helper']> {
  return { holder: helper.holder, delegation };
}

/** A question. */
export function question(
  { holder }: Someone,
  text = 'Où en est mon dossier ?',
  helper: RequestBody['helper'] = null,
): EventBody {
  return { kind: 'question-asked', holder, helper, topic: 'contract', text };
}

/** A document. */
export function document({ holder }: Someone, helper: RequestBody['helper'] = null): EventBody {
  return { kind: 'document-requested', holder, helper, document: 'member-card' };
}

/** A change of situation. */
export function situation({ holder }: Someone, note = ''): EventBody {
  const dates = { from: '2026-12-01', until: '2027-06-30' };
  return { kind: 'situation-changed', holder, helper: null, change: 'parental-leave', ...dates, note };
}

/** A change of address; the first line makes it recognisable. */
export function address(
  { holder }: Someone,
  line: string,
  from: string,
  said: {
    readonly postalCode?: string;
    readonly town?: string;
    readonly country?: string;
    readonly isTownTyped?: true;
    readonly helper?: RequestBody['helper'];
  } = {},
): EventBody {
  const { postalCode = '35000', town = 'Rennes', helper = null, ...place } = said;
  return {
    kind: 'address-changed',
    holder,
    helper,
    lines: [line, "Bâtiment de l'Exemple"],
    postalCode,
    town,
    ...place,
    from,
  };
}

/** A person's requests at head office, oldest decision first, decrypted. */
export async function storedRequests(fixture: SpaceFixture, { subject }: Pick<FixturePerson, 'subject'>) {
  const rows = await fixture.db
    .selectFrom('member_request')
    .selectAll()
    .where('holder', '=', subject)
    .orderBy('made_at')
    .orderBy('id')
    .execute();
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    content: unsealRequest(fixture.deps.settings.HUB_SECRET, sealed) as EventBody,
  }));
}

/** First lines of a person's reported addresses and their states, oldest decision first. */
export async function addressStates(
  fixture: SpaceFixture,
  person: Pick<FixturePerson, 'subject'>,
): Promise<string[]> {
  const kept = await storedRequests(fixture, person);
  return kept.flatMap(({ content, state }) =>
    content.kind === 'address-changed' ? [`${content.lines[0] ?? ''}: ${state}`] : [],
  );
}

/** A member's address in effect, and the postal code in the feed. */
export async function addressInEffect(fixture: SpaceFixture, number: string): Promise<(string | null)[]> {
  const row = await fixture.db
    .selectFrom('member')
    .leftJoin('member_address', 'member_address.number', 'member.number')
    .select(['lines', 'town', 'member_address.postal_code as letters', 'member.postal_code as kiosks'])
    .where('member.number', '=', number)
    .executeTakeFirstOrThrow();
  return [row.lines?.[0] ?? null, row.town, row.letters, row.kiosks];
}
