import type { JourneyContext } from '../../steps/step-handler.ts';
import type { Services } from '../../steps/services.ts';
import { newCodeAsk, offersOf, type CodeAsk } from '../../steps/code-ask.ts';
import { actLost } from '../shared/fresh-code.ts';
import { askSpace, type Asked } from '../../steps/loaded.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import { keyOf } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

type AddressStep = SpaceStepAt<'space-address'>;

/** A change with codes of both channels. */
type Proven = NonNullable<AddressStep['change']> & { readonly proof: string; readonly newProof: string };

/** Changes the e-mail address or phone number at head office, and tells the former phone. */
export async function changeContact(
  step: AddressStep,
  change: Proven,
  context: JourneyContext,
): Promise<AddressStep | SpaceStepAt<'space-home'>> {
  const { services, visit } = context;
  const { channel, to, proof, newProof, ask } = change;
  const { language } = visit.display;
  const value = channel === 'email' ? ({ channel, email: to } as const) : ({ channel, phone: to } as const);
  const body = { change: value, proof, newProof, language };
  const answer = await askSpace(services, step.space, 'contact', body);
  const plain: AddressStep = { ...step, contact: null, change: null, problem: null };
  switch (answer.result) {
    case 'ok':
      tellFormerContact(step, channel, answer, context);
      return { ...plain, history: null, changed: { channel, receipt: answer.receipt } };
    case 'offline':
      return { ...step, change: { ...change, ask: actLost(ask) } };
    case 'code-needed':
      return { ...step, change: { ...change, proof: null, ask: fromStart(step, services) } };
    case 'not-here':
      return { ...plain, problem: { kind: 'not-allowed' } };
    default:
      return stepAfterRefusal({ ...step, change: null }, answer.result);
  }
}

/** Tells the former phone, if there was one. */
function tellFormerContact(
  { space }: AddressStep,
  channel: Proven['channel'],
  { formerPhone }: Extract<Asked<'contact'>, { result: 'ok' }>,
  { services, visit }: JourneyContext,
): void {
  const { audit, clock, journal, notices, vault } = services;
  const key = keyOf(space, vault);
  const now = clock.now();
  journal.transaction(() => {
    audit.record('contact-changed', key, channel);
    if (formerPhone === null) return;
    const message = { channel, language: visit.display.language, at: clock.toWall(now) };
    notices.contactChanged({ key, phone: formerPhone }, message, now);
  })();
}

/** The codes were entered too long ago: asks again for a code on a former channel. */
function fromStart({ contact }: AddressStep, services: Services): CodeAsk {
  const offers = contact?.state === 'ready' ? offersOf(contact.value, services) : [];
  return newCodeAsk({ purpose: 'contact', offers, problem: { kind: 'expired' } });
}
