import { randomUUID } from 'node:crypto';
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
  const batch = { sentAt: fixture.clock.now, journal: randomUUID(), events };
  return (await fixture.accounts.ask<EventAnswers>(client, '/v1/events', batch)).answers;
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
