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

/** An event as a kiosk makes it. */
export function event(body: EventBody, at: number): SentEvent {
  return { id: eventId(at), seq: (place += 1), at, body };
}

/** Sends events as one batch of a journal of its own. */
export async function send(
  fixture: SpaceFixture,
  events: readonly SentEvent[],
  client: RigClient = fixture.kiosk,
): Promise<EventAnswer[]> {
  const batch = { sentAt: fixture.clock.now, journal: randomUUID(), events };
  return (await fixture.accounts.ask<EventAnswers>(client, '/v1/events', batch)).answers;
}

/** Sends one thing now. @returns its event and what was answered */
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

/** Under which delegation somebody sends for another. */
export function by(helper: Someone, delegation: string): NonNullable<RequestBody['helper']> {
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

/** Another situation. */
export function situation({ holder }: Someone, note = ''): EventBody {
  const dates = { from: '2026-12-01', until: '2027-06-30' };
  return { kind: 'situation-changed', holder, helper: null, change: 'parental-leave', ...dates, note };
}

/** Another address; its first line tells one from another. */
export function address(
  { holder }: Someone,
  line: string,
  from: string,
  said: {
    readonly postalCode?: string;
    readonly town?: string;
    readonly helper?: RequestBody['helper'];
  } = {},
): EventBody {
  const { postalCode = '35000', town = 'Rennes', helper = null } = said;
  return {
    kind: 'address-changed',
    holder,
    helper,
    lines: [line, "Bâtiment de l'Exemple"],
    postalCode,
    town,
    from,
  };
}

/** What head office keeps of a person's requests, oldest decision first, contents opened. */
export async function keptOf(fixture: SpaceFixture, { subject }: Pick<FixturePerson, 'subject'>) {
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

/** Lines of the addresses that a person reported, with what became of each, oldest decision first. */
export async function addressStates(
  fixture: SpaceFixture,
  person: Pick<FixturePerson, 'subject'>,
): Promise<string[]> {
  const kept = await keptOf(fixture, person);
  return kept.flatMap(({ content, state }) =>
    content.kind === 'address-changed' ? [`${content.lines[0] ?? ''}: ${state}`] : [],
  );
}

/** The address in effect of a member, and the postal code that kiosks are told. */
export async function inEffect(fixture: SpaceFixture, number: string): Promise<(string | null)[]> {
  const row = await fixture.db
    .selectFrom('member')
    .leftJoin('member_address', 'member_address.number', 'member.number')
    .select(['lines', 'town', 'member_address.postal_code as letters', 'member.postal_code as kiosks'])
    .where('member.number', '=', number)
    .executeTakeFirstOrThrow();
  return [row.lines?.[0] ?? null, row.town, row.letters, row.kiosks];
}
