import type { JourneyContext } from '../../steps/step-handler.ts';
import { newCodeAsk, offersOf, type CodeAsk } from '../../steps/code-ask.ts';
import { actLost } from '../shared/fresh-code.ts';
import { askSpace } from '../../steps/loaded.ts';
import { stepAfterRefusal } from '../shared/step-after-refusal.ts';
import { keyOf } from '../../steps/space.ts';
import type { SpaceStepAt } from '../../steps/space-steps.ts';

type AddressStep = SpaceStepAt<'space-address'>;

/** A change with codes of both channels. */
type Proven = NonNullable<AddressStep['change']> & { readonly proof: string; readonly newProof: string };

/** Changes the e-mail address or phone number at head office. */
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
      services.audit.record('contact-changed', keyOf(step.space, services.vault), channel);
      return { ...plain, changed: { channel, receipt: answer.receipt } };
    case 'offline':
      return { ...step, change: { ...change, ask: actLost(ask) } };
    case 'code-needed':
      return { ...step, change: { ...change, proof: null, ask: fromStart(step) } };
    case 'not-here':
      return { ...plain, problem: { kind: 'not-allowed' } };
    default:
      return stepAfterRefusal({ ...step, change: null }, answer.result);
  }
}

/** The codes were entered too long ago: asks again for a code on a former channel. */
function fromStart({ contact }: AddressStep): CodeAsk {
  const offers = contact?.state === 'ready' ? offersOf(contact.value) : [];
  return newCodeAsk({ purpose: 'contact', offers, problem: { kind: 'expired' } });
}
