import type { ActOutcome, ActDetails } from '../../../src-shared/journey/staff-screens.ts';
import {
  staffActSchema,
  type StaffAct as HubAct,
  type StaffActAnswer,
} from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { readMobile } from '../../../src-shared/values/contact/phone.ts';
import type { StaffAct } from '../../../src-shared/policy/staff/staff-acts.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { Services } from '../steps/services.ts';

/** What an act at head office is made of. */
interface Given {
  readonly act: StaffAct;
  readonly details: ActDetails | null;
  /** Of the member: what is sent to them is in it. */
  readonly language: Language;
}

/**
 * The act as head office takes it.
 * @returns null when something that it needs is missing or malformed
 */
export function hubAct({ act, details, language }: Given, { smsCountries }: Services): HubAct | null {
  const document = details?.document ?? undefined;
  const whole = (): unknown => {
    switch (act) {
      case 'give-try':
        return { kind: act, document };
      case 'resend-code':
        return { kind: act, channel: details?.channel ?? undefined, language };
      case 'correct-contact':
        return {
          ...{ kind: act, change: changeOf(details, smsCountries), document, language },
          ...(details?.second && { second: secondOf(details.second) }),
        };
      default:
        return { kind: act };
    }
  };
  return staffActSchema.safeParse(whole()).data ?? null;
}

function secondOf({ badge, pin, code }: NonNullable<ActDetails['second']>): unknown {
  return { badge, pin, code: code.toUpperCase() };
}

function changeOf(details: ActDetails | null, countries: readonly string[]): unknown {
  const contact = details?.contact ?? null;
  switch (contact?.kind) {
    case undefined:
      return undefined;
    case 'email':
      return { channel: 'email', email: contact.value };
    case 'sms': {
      const read = readMobile(contact.value, countries);
      return { channel: 'sms', phone: read.ok ? read.value : contact.value };
    }
    case 'letter': {
      const { lines, postalCode, town } = contact;
      return { channel: 'letter', lines, postalCode, town, country: 'FR' };
    }
  }
}

/** What became of an act, for the adviser. */
export function outcomeOf(act: StaffAct, answer: StaffActAnswer | null, { clock }: Services): ActOutcome {
  if (answer === null) return { act, result: 'offline', until: null };
  if (answer.result === 'done') return { act, result: 'done', until: null };
  const until = answer.waitMs === null ? null : clock.toWall(clock.now() + answer.waitMs);
  switch (answer.why) {
    case 'ended':
    case 'no-visit':
      return { act, result: 'ended', until };
    case 'second-adviser':
      return { act, result: 'second-adviser', until };
    case 'second-factor':
    case 'second-wrong':
      return { act, result: 'second-wrong', until };
    case 'day-limit':
    case 'letter-limit':
      return { act, result: 'limit', until };
    case 'no-member':
    case 'nothing-to-give':
    case 'no-channel':
    case 'no-address':
      return { act, result: 'not-here', until };
    case 'unknown-town':
    case 'same':
    case 'not-mobile':
    case 'taken':
      return { act, result: 'malformed', until };
    case 'not-allowed':
    case 'paused':
    case 'closed':
      return { act, result: 'refused', until };
  }
}
