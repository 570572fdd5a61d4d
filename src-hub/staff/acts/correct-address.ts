import type { Correction } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { NEW_ADDRESS_HELD } from '../../../src-shared/policy/letters.ts';
import { localDay } from '../../../src-shared/time/days.ts';
import { readAddressLines } from '../../../src-shared/values/contact/address-lines.ts';
import { DEFAULT_COUNTRY } from '../../../src-shared/values/contact/country.ts';
import { isPostalCode, loadedTowns } from '../../../src-shared/values/contact/postal-code.ts';
import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import { printable } from '../../basics/printable.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { tellPeople } from '../../mail/tell-people.ts';
import { supersedeWaitingAddresses } from '../../member-space/requests/latest-addresses.ts';
import { saveRequests } from '../../member-space/requests/kept-request.ts';
import { peopleOfRequests } from '../../member-space/requests/people-of-requests.ts';
import { applyAddresses } from '../../people/addresses/apply-addresses.ts';
import { holdAddresses } from '../../people/addresses/held-addresses.ts';
import { refusedAct, type ActResult, type AllowedAct } from './act.ts';

type Address = Extract<Correction, { channel: 'letter' }>;

/**
 * Records a postal address in France whose town stands in the table: another one waits for staff of head office, as the
 * member reports it in the member space. Letters with codes follow it after 14 days.
 */
export async function correctAddress(
  connection: HubConnection,
  deps: HubDeps,
  { id, subject, act, isRepeated }: AllowedAct<'correct-contact'>,
  { lines, postalCode, town, country }: Address,
): Promise<ActResult> {
  const receipt = receiptNumber(id);
  const done = (heldFor: number): ActResult => ({
    answer: { result: 'done', kind: 'correct-contact', channel: 'letter', receipt, heldFor },
    facts: { channel: 'letter', receipt, document: act.document.kind, last: act.document.last },
  });
  if (isRepeated) return done(NEW_ADDRESS_HELD);
  const read = readAddressLines(lines);
  const isWritten = read.ok && read.value.join('\n') === lines.join('\n') && printable(town) === town;
  const isTownOf = await loadedTowns();
  const isHome = (country ?? DEFAULT_COUNTRY) === DEFAULT_COUNTRY;
  if (!isWritten || !isHome || !isPostalCode(postalCode) || !isTownOf(town, postalCode))
    return refusedAct('unknown-town');
  const at = deps.now();
  const held = await holdAddresses(connection, [{ subject, lines, postalCode, town }], at);
  await supersedeWaitingAddresses(connection, [subject], at);
  const from = localDay(at);
  const decision = {
    ...{ id, decidedAt: at.getTime() },
    body: {
      ...{ kind: 'address-changed' as const, holder: { situation: 'member' as const, number: subject } },
      ...{ helper: null, lines, postalCode, town, from },
    },
  };
  const people = await peopleOfRequests(connection, [subject]);
  await saveRequests(connection, { now: at.getTime(), mail: deps, requestMails: null }, people, [
    { decision, state: 'received', effectiveOn: from },
  ]);
  await applyAddresses(connection, [{ id, subject, lines, postalCode, town }], at);
  const lettersFrom = held.get(subject)?.getTime() ?? null;
  await tellPeople(connection, deps, [
    {
      ...{ subject, language: act.language },
      mail: { kind: 'address-reported', receipt, at: at.getTime(), lettersFrom, byAdviser: true },
    },
  ]);
  return done(lettersFrom === null ? 0 : lettersFrom - at.getTime());
}
