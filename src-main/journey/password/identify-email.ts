import { readEmail } from '../../../src-shared/values/contact/email.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { MOST_NUMBERS } from '../../../src-shared/policy/codes.ts';
import { askPerson } from '../steps/challenge-step.ts';
import { askCode } from './ask-code.ts';
import { endVisit, needsPerson } from './named-numbers.ts';
import type { Services } from '../steps/services.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext } from '../steps/step-handler.ts';

/**
 * Whether an e-mail address is accepted in place of the number: only head office has accounts with such identifiers.
 */
export function takesEmail(purpose: ScreenOf<'identify'>['purpose'], { headOffice }: Services): boolean {
  return purpose === 'password' && headOffice !== null;
}

/** Asks head office for a code to an address. The following screen does not depend on whether an account has it. */
export async function identifyEmail(
  step: StepAt<'identify'>,
  typed: string,
  context: JourneyContext,
): Promise<StepAt<'identify' | 'anti-robot' | 'account-code' | 'attract'> | null> {
  const { visit, services } = context;
  const { clock, newId } = services;
  if (!takesEmail(step.purpose, context.services)) return null;
  const read = readEmail(typed);
  if (!read.ok) return { ...step, problem: { kind: 'email-malformed' } };
  const email = read.value;
  const { underWay, unanswered } = step;
  if (underWay?.email === email && underWay.expiresAt > clock.now()) return underWay;
  if (await needsPerson(context))
    return askPerson({ kind: 'email', email, from: { ...step, problem: null } });
  if (visit.numbers >= MOST_NUMBERS) return endVisit(context);
  const asked = await askCode(email, unanswered?.email === email ? unanswered.attempt : newId(), context);
  switch (asked.result) {
    case 'posted':
      visit.numbers += 1;
      return asked.step;
    case 'paused':
      return { ...step, problem: { kind: 'email-paused', until: clock.toWall(asked.until) } };
    case 'offline':
      return { ...step, unanswered: { email, attempt: asked.attempt }, problem: { kind: 'offline' } };
  }
}
