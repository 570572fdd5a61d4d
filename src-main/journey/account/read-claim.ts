import { readSaidBirthDate } from '../../../src-shared/values/birth-date.ts';
import { readStatedPostalCode } from '../../../src-shared/values/contact/place.ts';
import { readFamilyName } from '../../../src-shared/values/names/person-name.ts';
import type { Action } from '../../../src-shared/journey/action.ts';
import type { EventBody } from '../../../src-shared/hub-api/events.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { HeadOffice } from '../../hub-client/head-office.ts';
import type { StepAt } from '../steps/step.ts';
import { readEmail, readHolder, wrongField } from '../steps/read-fields.ts';

/** What a claim is checked with. */
interface ClaimGround extends Pick<StepAt<'account-request'>, 'purpose' | 'situation'> {
  readonly headOffice: Pick<HeadOffice, 'holderOfNir'>;
  /** ISO date. */
  readonly today: string;
  readonly language: Language;
}

/** The event for head office, or the first problem. */
export type ReadClaim =
  | {
      readonly ok: true;
      readonly body: Extract<EventBody, { kind: 'account-requested' | 'identifier-requested' }>;
    }
  | { readonly ok: false; readonly problem: NonNullable<StepAt<'account-request'>['problem']> };

/** Reads what a person states, field by field in the order of the screen. */
export function readClaim(
  action: Extract<Action, { type: 'request-account' }>,
  ground: ClaimGround,
): ReadClaim {
  const { purpose, situation, headOffice, today, language } = ground;
  const holder = readHolder(situation, action.number, headOffice);
  if (!holder.ok) return holder;
  const email = purpose === 'create' ? readEmail(action.email, action.emailAgain) : null;
  if (email?.ok === false) return email;
  const name = readFamilyName(action.familyName);
  if (!name.ok) return wrongField('family-name', name.reason);
  const born = readSaidBirthDate(action.birthDate, today);
  if (!born.ok) return wrongField('birth-date', born.reason);
  const postalCode = readStatedPostalCode(action.postalCode, action.isAbroad ?? false);
  if (!postalCode.ok) return wrongField('postal-code', postalCode.reason);
  const claim = {
    ...{ holder: holder.value, familyName: name.value, birthDate: born.value },
    ...{ postalCode: postalCode.value, language },
  };
  return {
    ok: true,
    body: email
      ? { kind: 'account-requested', ...claim, email: email.value }
      : { kind: 'identifier-requested', ...claim },
  };
}
