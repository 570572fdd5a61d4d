import type { ScreenOf } from '../../../../src-shared/journey/screens.ts';
import { readMobile, samePhone } from '../../../../src-shared/values/contact/phone.ts';
import type { SpaceDone } from '../../../../src-shared/hub-api/space-calls.ts';
import { readEmail, wrongField, type ReadField } from '../../steps/read-fields.ts';
import type { Services } from '../../steps/services.ts';
import type { ActionOf, JourneyContext, Reactions } from '../../steps/step-handler.ts';
import {
  codeChangesAt,
  withMessageStatus,
  newCodeAsk,
  offersOf,
  codeView,
  type CodeAsk,
} from '../../steps/code-ask.ts';
import { codeReactions, openCode, sendCode, type AwaitsCode } from '../shared/fresh-code.ts';
import { pendingOn, loadedView, type Pending } from '../../steps/loaded.ts';
import { recordRequest } from '../requests/sent-requests.ts';
import { changeContact } from './change-contact.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';
import { withLoaded } from '../shared/with-loaded.ts';

type AddressStep = SpaceStepAt<'space-address'>;
type Home = SpaceStepAt<'space-home'>;

/** For what the screen asks for a code, by its purpose. */
const CODE_OF: Partial<Record<CodeAsk['purpose'], 'former' | 'new' | 'address'>> = {
  contact: 'former',
  'new-contact': 'new',
  address: 'address',
};

/** The code that the screen asks for; null: none. */
function askOf({ report, change }: AddressStep): CodeAsk | null {
  return report?.ask ?? change?.ask ?? null;
}

/** The part of the screen about e-mail address and phone number. */
export function contactView(
  step: AddressStep,
  services: Services,
): Pick<ScreenOf<'space-address'>, 'contact' | 'code' | 'changed'> {
  const { contact, changed } = step;
  const ask = askOf(step);
  return {
    contact: contact && shown(contact),
    code: ask && { of: CODE_OF[ask.purpose] ?? 'former', ask: codeView(ask, services) },
    changed,
  };
}

function shown(
  contact: NonNullable<AddressStep['contact']>,
): NonNullable<ScreenOf<'space-address'>['contact']> {
  if (contact.state !== 'ready') return loadedView(contact);
  const { email, phone, isMember } = contact.value;
  return { state: 'ready', email, phone, isMember };
}

/** Reactions to the actions on e-mail address and phone number. */
export const CONTACT_REACTIONS = {
  'open-contact': (step, _action, context) =>
    step.space.acting === null
      ? openForm(plain(step), context)
      : { ...plain(step), problem: { kind: 'not-allowed' } },
  'change-contact': (step, action, context) => beginChange(plain(step), action, context),
  ...codeReactions<AddressStep>((step, context) =>
    step.report === null
      ? step.change && awaitsCode(step, step.change, context)
      : awaitsAddressCode(step, step.report, context),
  ),
} satisfies Reactions<AddressStep>;

/**
 * Loads the contacts again.
 * @returns null when they are not what could not be loaded
 */
export function contactRetry(
  step: AddressStep,
  _action: ActionOf<'retry'>,
  context: JourneyContext,
): Promise<AddressStep | Home> | null {
  return step.contact?.state === 'offline' ? openForm(plain(step), context) : null;
}

/**
 * The code is no longer wanted.
 * @returns null when none is asked for
 */
export function contactStartOver(step: AddressStep): AddressStep | null {
  return askOf(step) && plain(step);
}

function plain(step: AddressStep): AddressStep {
  return { ...step, report: null, change: null, changed: null, problem: null };
}

function openForm(step: AddressStep, { services }: JourneyContext): Promise<AddressStep | Home> {
  return withLoaded(step, services, ['channels', {}], (contact) => ({ ...step, contact }));
}

function beginChange(
  step: AddressStep,
  action: ActionOf<'change-contact'>,
  { services }: JourneyContext,
): AddressStep | null {
  if (step.contact?.state !== 'ready' || !step.contact.value.isMember) return null;
  const { channel } = action;
  const read =
    channel === 'email'
      ? readEmail(action.value, action.valueAgain)
      : readPhone(action.value, action.valueAgain, services.smsCountries);
  if (!read.ok) return { ...step, problem: read.problem };
  const ask = newCodeAsk({ purpose: 'contact', offers: offersOf(step.contact.value) });
  return { ...step, change: { channel, to: read.value, proof: null, ask } };
}

function readPhone(
  first: string,
  again: string,
  countries: readonly string[],
): ReadField<string, 'phone' | 'phone-again'> {
  const phone = readMobile(first, countries);
  if (!phone.ok) return wrongField('phone', phone.reason);
  if (samePhone(first, again)) return phone;
  return wrongField('phone-again', again.trim() === '' ? 'missing' : 'differs');
}

type Change = NonNullable<AddressStep['change']>;

function awaitsCode(step: AddressStep, change: Change, context: JourneyContext): AwaitsCode<AddressStep> {
  const put = (ask: CodeAsk): AddressStep => ({ ...step, problem: null, change: { ...change, ask } });
  return {
    space: step.space,
    ask: change.ask,
    with: put,
    refused: (refusal) => stepAfterRefusal({ ...step, change: null }, refusal),
    act: (proof, ask) =>
      change.proof === null
        ? ofNewChannel(step, { ...change, proof }, context)
        : changeContact(put(ask), { ...change, ask, proof: change.proof, newProof: proof }, context),
  };
}

/** A new postal address waits for a code of the person: a helper cannot send it. */
export async function askAddressCode(
  step: AddressStep,
  body: Report['body'],
  context: JourneyContext,
): Promise<AddressStep | Home> {
  const opened = await openCode('address', step.space, context);
  if (opened.result === 'ok') return { ...plain(step), report: { body, ask: opened.ask } };
  return stepAfterRefusal(plain(step), opened.result);
}

type Report = NonNullable<AddressStep['report']>;

function awaitsAddressCode(
  step: AddressStep,
  report: Report,
  context: JourneyContext,
): AwaitsCode<AddressStep> {
  const put = (ask: CodeAsk): AddressStep => ({ ...step, problem: null, report: { ...report, ask } });
  return {
    space: step.space,
    ask: report.ask,
    with: put,
    refused: (refusal) => stepAfterRefusal({ ...step, report: null }, refusal),
    act: (proof) => recordRequest({ ...step, report: null }, { ...report.body, proof }, context),
  };
}

/** The former channel is proven: a code is sent to the new one at once. */
async function ofNewChannel(
  step: AddressStep,
  change: Change,
  context: JourneyContext,
): Promise<AddressStep | Home> {
  const { channel, to } = change;
  const onNew = channel === 'email' ? { email: to, phone: null } : { email: null, phone: to, sms: true };
  const offers = offersOf(onNew);
  const ask = newCodeAsk({ purpose: 'new-contact', offers, target: { channel, to } });
  const next = { ...change, ask };
  const sent = await sendCode(awaitsCode(step, next, context), channel, context);
  return sent ?? { ...step, problem: null, change: next };
}

/** The answer that the form still waits for. */
export function contactPending(step: AddressStep): Pending<AddressStep> | null {
  return pendingOn(step.contact, (contact) => ({ ...step, contact }));
}

/**
 * Takes over the state of the code's mail.
 * @returns null when nothing on the screen changes
 */
export function contactOnStatus(step: AddressStep, status: SpaceDone<'status'> | null): AddressStep | null {
  const { report, change } = step;
  const asked = askOf(step);
  const ask = asked && withMessageStatus(asked, status);
  if (ask === null) return null;
  return {
    ...step,
    report: report && { ...report, ask },
    change: report === null ? change && { ...change, ask } : change,
  };
}

/** Steady moment at which the code expires. */
export function contactChangesAt(step: AddressStep, services: Services): number | null {
  const ask = askOf(step);
  return ask && codeChangesAt(ask, services);
}

/** True while the visitor waits for a code. */
export function contactWaits(step: AddressStep): boolean {
  return (askOf(step)?.sent ?? null) !== null;
}

/**
 * Leads back from the code to the form.
 * @returns null when no code is asked for
 */
export function contactBack(step: AddressStep): AddressStep | null {
  return askOf(step) && { ...step, report: null, change: null, problem: null };
}
