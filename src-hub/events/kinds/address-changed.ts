import { readAddressLines } from '../../../src-shared/values/contact/address-lines.ts';
import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { readTypedPlace } from '../../../src-shared/values/contact/typed-place.ts';
import { isPostalCode, loadedTowns } from '../../../src-shared/values/contact/postal-code.ts';
import { subjectOf } from '../../../src-shared/values/holder.ts';
import type { EventAnswer } from '../../../src-shared/hub-api/events.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { applyAddresses } from '../../people/addresses/apply-addresses.ts';
import { type KeptRequest, saveRequests } from '../../member-space/requests/kept-request.ts';
import {
  isLater,
  readLatestAddresses,
  supersedeWaitingAddresses,
  type DatedDecision,
} from '../../member-space/requests/latest-addresses.ts';
import { peopleOfRequests, type PeopleOfRequests } from '../../member-space/requests/people-of-requests.ts';
import {
  type AddressProof,
  readAddressProofs,
  spendAddressProofs,
} from '../../member-space/requests/address-proofs.ts';
import { CLOCK_TOLERANCE } from '../../../src-shared/policy/clocks.ts';
import { PROOF_LIFE } from '../../../src-shared/policy/codes.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { type News, tellPeople } from '../../mail/tell-people.ts';
import { holdAddresses } from '../../people/addresses/held-addresses.ts';
import { printable } from '../../basics/printable.ts';
import { requestRefusalOf, rejectRequest } from '../../member-space/requests/request-check.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { heldPeople } from '../../codes/held-password.ts';
import type { Decision, KindContext, EventKindHandler, KindRun } from './kind.ts';

type Address = Decision<'address-changed'>;
type KeptAddress = KeptRequest & { readonly decision: Address };

/** What decisions on addresses are based on. */
interface Known {
  readonly people: PeopleOfRequests;
  /** Fresh codes that allow a change each, by attempt. One that a decision has used is taken out. */
  readonly proofs: Map<string, AddressProof>;
  /** By subject. */
  readonly latest: ReadonlyMap<string, DatedDecision>;
  readonly isTownOf: (town: string, postalCode: string) => boolean;
  /** Members whose password only a kiosk attested: it opens no change of address yet. */
  readonly held: ReadonlySet<string>;
}

/**
 * Only the person changes it, with a fresh code entered at this kiosk. The latest address wins; at equal moments the
 * event with the greater id. Letters follow it after 14 days (see `holdAddresses`). It takes effect on its first
 * day: at once if that is today or past, otherwise by the hourly tidy. One whose town was typed, in France or abroad,
 * first waits for staff.
 */
export const addressChanged: EventKindHandler<'address-changed'> = {
  isAcceptable: ({ lines, town, postalCode, country, isTownTyped }) => {
    const read = readAddressLines(lines);
    if (!read.ok || read.value.join('\n') !== lines.join('\n') || printable(town) !== town) return false;
    if (isTownTyped !== true) return isPostalCode(postalCode) && country === undefined;
    const place = readTypedPlace({ postalCode, town, country: country ?? DEFAULT_COUNTRY });
    if (!place.ok) return false;
    const { value } = place;
    return (
      value.town === town && value.postalCode === postalCode && value.country === (country ?? DEFAULT_COUNTRY)
    );
  },
  open: async (connection, subjects, context) =>
    new AddressRun(
      {
        people: await peopleOfRequests(connection, subjects),
        proofs: await readAddressProofs(connection, subjects),
        latest: await readLatestAddresses(connection, subjects),
        isTownOf: await loadedTowns(),
        held: await heldPeople(connection, subjects, new Date(context.now)),
      },
      context,
    ),
};

class AddressRun implements KindRun<'address-changed'> {
  readonly #known: Known;
  readonly #context: KindContext;
  readonly #kept: KeptAddress[] = [];
  /** Channels of the codes that were used, by attempt. */
  readonly #spent = new Map<string, SentChannel>();
  /** By subject: the change of this batch that takes effect unless a later one follows. */
  readonly #effects = new Map<string, KeptAddress>();

  constructor(known: Known, context: KindContext) {
    this.#known = known;
    this.#context = context;
  }

  decide(decision: Address): EventAnswer {
    const { people, latest, isTownOf, held } = this.#known;
    const { holder, town, postalCode, from, isTownTyped } = decision.body;
    const subject = subjectOf(holder);
    const isConfirmed = isTownTyped !== true;
    // A letter with a code goes there, so nobody may change it for somebody else.
    const isHeld = this.#context.passwordsSet.get(subject)?.isAttested ?? held.has(subject);
    const byHelper = decision.body.helper === null && !isHeld ? null : ('not-allowed' as const);
    const refusal =
      requestRefusalOf(people, decision) ??
      byHelper ??
      (this.#isProven(decision, subject) ? null : ('not-allowed' as const)) ??
      (isConfirmed && !isTownOf(town, postalCode) ? 'unknown-town' : null);
    if (refusal !== null) {
      this.#kept.push(...rejectRequest(decision, refusal));
      return { status: 'refused', reason: refusal };
    }
    const before = this.#effects.get(subject);
    const known = before?.decision ?? latest.get(subject);
    const wins = known === undefined || isLater(decision, known);
    const state = wins ? 'received' : 'superseded';
    const kept: KeptAddress = { decision, state, effectiveOn: from, unconfirmed: !isConfirmed };
    this.#kept.push(kept);
    if (!wins) return { status: 'superseded', reason: 'later-decision' };
    if (before !== undefined) before.state = 'superseded';
    this.#effects.set(subject, kept);
    return { status: 'accepted' };
  }

  /** Spends the proof: of two changes with one code, the first is done. */
  #isProven({ body: { proof }, decidedAt }: Address, subject: string): boolean {
    const { proofs } = this.#known;
    const attempt = proof?.toLowerCase() ?? '';
    const shown = proofs.get(attempt);
    if (shown?.holder !== subject || shown.kiosk !== this.#context.kiosk) return false;
    const age = decidedAt - shown.provenAt;
    if (age < -CLOCK_TOLERANCE || age > PROOF_LIFE + CLOCK_TOLERANCE) return false;
    proofs.delete(attempt);
    this.#spent.set(attempt, shown.channel);
    return true;
  }

  async save(connection: HubConnection): Promise<void> {
    const at = new Date(this.#context.now);
    await spendAddressProofs(connection, [...this.#spent.keys()], at);
    const held = await holdAddresses(
      connection,
      [...this.#effects].map(
        ([
          subject,
          {
            decision: { body },
          },
        ]) => ({ subject, ...body }),
      ),
      at,
    );
    await supersedeWaitingAddresses(connection, [...this.#effects.keys()], at);
    await saveRequests(connection, this.#context, this.#known.people, this.#kept);
    const due = [...this.#effects].flatMap(
      ([
        subject,
        {
          decision: { id, body },
          unconfirmed,
        },
      ]) => (body.from <= localDay(at) && unconfirmed !== true ? [{ id, subject, ...body }] : []),
    );
    await applyAddresses(connection, due, at);
    await tellPeople(
      connection,
      this.#context.mail,
      [...this.#effects].map(([subject, { decision }]) => this.#newsOf(subject, decision, held.get(subject))),
    );
  }

  #newsOf(subject: string, { id, body, decidedAt: at }: Address, heldUntil: Date | undefined): News {
    const email = this.#known.people.people.get(subject)?.email ?? null;
    const isByMail = this.#spent.get(body.proof?.toLowerCase() ?? '') === 'email';
    const lettersFrom = heldUntil?.getTime() ?? null;
    return {
      ...{ subject, mail: { kind: 'address-reported', receipt: receiptNumber(id), at, lettersFrom } },
      used: isByMail && email !== null ? [email] : [],
    };
  }
}
