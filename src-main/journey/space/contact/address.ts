import { addDays } from '../../../../src-shared/time/days.ts';
import { readAddressLines } from '../../../../src-shared/values/contact/address-lines.ts';
import { NEW_ADDRESS_HELD } from '../../../../src-shared/policy/letters.ts';
import { DAY } from '../../../../src-shared/time/units.ts';
import { ADDRESS_FROM } from '../../../../src-shared/policy/requests.ts';
import { DEFAULT_COUNTRY } from '../../../../src-shared/values/contact/country.ts';
import { readTypedPlace } from '../../../../src-shared/values/contact/typed-place.ts';
import { townsOf } from '../../../../src-shared/values/contact/postal-code.ts';
import { daysAround, readDayWithin } from '../../../../src-shared/policy/situation-dates.ts';
import { localToday } from '../../../clock/local-today.ts';
import { unreadable, wrongField, type FieldProblem, type ReadField } from '../../steps/read-fields.ts';
import type { ActionOf, JourneyContext } from '../../steps/step-handler.ts';
import {
  CONTACT_REACTIONS,
  askAddressCode,
  contactBack,
  contactChangesAt,
  contactPending,
  contactView,
  contactOnStatus,
  contactRetry,
  contactStartOver,
  contactWaits,
} from './contact-form.ts';
import { requestReactions, sentView } from '../requests/request-screen.ts';
import type { RequestContent } from '../requests/sent-requests.ts';
import { barOf } from '../../steps/space.ts';
import { spacePage, toHome } from '../shared/space-page.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

type Address = SpaceStepAt<'space-address'>;
type Report = ActionOf<'report-address'>;

const REQUEST_REACTIONS = requestReactions('space-address');

/** Reports another postal address, after a fresh code; changes e-mail address or phone number. */
export const spaceAddress = spacePage('space-address', {
  screen: (step, { services }) => {
    const today = localToday(services.clock);
    return {
      ...{
        id: step.at,
        bar: barOf(step.space),
        today,
        latest: addDays(today, ADDRESS_FROM.latest),
      },
      towns: step.towns,
      ...sentView(step, services),
      ...contactView(step, services),
      lettersFrom: addDays(today, NEW_ADDRESS_HELD / DAY),
      problem: step.problem,
    };
  },
  pending: contactPending,
  back: (step) => contactBack(step) ?? toHome(step),
  onStatus: contactOnStatus,
  changesAt: (step, { services }) => contactChangesAt(step, services),
  watches: ({ sent }) => sent ?? '',
  waits: contactWaits,
  on: {
    ...REQUEST_REACTIONS,
    ...CONTACT_REACTIONS,
    retry: contactRetry,
    'start-over': (step) => contactStartOver(step) ?? REQUEST_REACTIONS['start-over'](step),
    'find-towns': (step, { postalCode }) => (step.sent === null ? findTowns(step, postalCode) : null),
    'report-address': (step, action, context) =>
      step.sent === null ? reportAddress(step, action, context) : null,
  },
});

async function findTowns(step: Address, typed: string): Promise<Address> {
  const postalCode = readPostalCode(typed);
  if (postalCode === null) return { ...step, towns: null, problem: unreadable('postal-code', typed).problem };
  return { ...step, towns: { postalCode, towns: [...(await townsOf(postalCode))] }, problem: null };
}

async function reportAddress(
  step: Address,
  action: Report,
  context: JourneyContext,
): Promise<Address | SpaceStepAt<'space-home'>> {
  const read = await readAddress(action, localToday(context.services.clock));
  return read.ok ? askAddressCode(step, read.body, context) : { ...step, problem: read.problem };
}

type AddressField = 'line' | 'postal-code' | 'town' | 'country' | 'from';

type AddressBody = Omit<Extract<RequestContent, { kind: 'address-changed' }>, 'proof'>;

type ReadAddress =
  | { readonly ok: true; readonly body: AddressBody }
  | { readonly ok: false; readonly problem: FieldProblem<AddressField> };

/** Reads an address, field by field in the order of the screen. */
async function readAddress(action: Report, today: string): Promise<ReadAddress> {
  const lines = readAddressLines(action.lines);
  if (!lines.ok) return wrongField('line', lines.reason);
  const place = action.isTownTyped === true ? readTyped(action) : await readListed(action);
  if (!place.ok) return place;
  const from = readDayWithin(action.from, daysAround(today, ADDRESS_FROM));
  if (!from.ok) return wrongField('from', from.reason);
  return {
    ok: true,
    body: { kind: 'address-changed', lines: lines.value, ...place.value, from: from.value },
  };
}

type ReadEnd = ReadField<
  Pick<AddressBody, 'postalCode' | 'town' | 'country' | 'isTownTyped'>,
  'postal-code' | 'town' | 'country'
>;

/** A town of the list of its postal code. */
async function readListed(action: Report): Promise<ReadEnd> {
  const postalCode = readPostalCode(action.postalCode);
  if (postalCode === null) return unreadable('postal-code', action.postalCode);
  const towns = await townsOf(postalCode);
  if (towns.length === 0) return wrongField('postal-code', 'no-such-town');
  const { town } = action;
  if (!towns.includes(town)) return wrongField('town', town === '' ? 'missing' : 'no-such-town');
  return { ok: true, value: { postalCode, town } };
}

/** A town that no list has, in France or abroad: head office confirms it. */
function readTyped({ postalCode, town, country = DEFAULT_COUNTRY }: Report): ReadEnd {
  const read = readTypedPlace({ postalCode, town, country });
  if (!read.ok) return TYPED_FAULTS[read.reason];
  const { value } = read;
  return {
    ok: true,
    value: {
      ...{ postalCode: value.postalCode, town: value.town, isTownTyped: true },
      ...(value.country !== DEFAULT_COUNTRY && { country: value.country }),
    },
  };
}

const TYPED_FAULTS = {
  'postal-code': wrongField('postal-code', 'malformed'),
  'no-such-country': wrongField('country', 'no-such-country'),
  'town-missing': wrongField('town', 'missing'),
  'town-characters': wrongField('town', 'characters'),
  'town-too-long': wrongField('town', 'too-long'),
} as const;

/** Five digits; spaces are ignored. Null for anything else. */
function readPostalCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replaceAll(/\s/gu, '');
  return /^[0-9]{5}$/u.test(code) ? code : null;
}
