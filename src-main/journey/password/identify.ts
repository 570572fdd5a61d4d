import { readMobile } from '../../../src-shared/values/contact/phone.ts';
import {
  MEMBER_NUMBER_MAX_DIGITS,
  MEMBER_NUMBER_MIN_DIGITS,
  memberNumberOf,
} from '../../../src-shared/values/member-number.ts';
import { personalForms } from '../../../src-shared/policy/personal-forms.ts';
import type { Member } from '../../../src-shared/hub-api/member.ts';
import { isOffered, openEntry } from '../steps/entries.ts';
import type { NamedMember, StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { memberKey } from '../steps/member-key.ts';
import { newChoice } from './send-code.ts';
import { askPerson } from '../steps/challenge-step.ts';
import { identifyEmail, takesEmail } from './identify-email.ts';
import { endVisit, needsPerson } from './named-numbers.ts';
import { MOST_NUMBERS } from '../../../src-shared/policy/codes.ts';

/** The member number, from the pad or a scanner, or the e-mail address of the account. */
export const identify = {
  // The code of a letter tells where it leads, and so how far it is.
  progress: ({ purpose }) => (purpose === 'letter' ? null : { step: 1, of: 5 }),
  screen: ({ purpose, problem }, { services }) => ({
    id: 'identify',
    purpose,
    byEmail: takesEmail(purpose, services),
    problem,
  }),
  on: {
    identify: (step, { number }, context) => identifyMember(step, number, context),
    'identify-email': (step, { email }, context) => identifyEmail(step, email, context),
    open: (step, { entry }, { services }) =>
      (entry === 'help' ||
        entry === 'lost-identifier' ||
        (entry === 'activate-account' && step.purpose === 'letter')) &&
      isOffered(entry, services)
        ? openEntry(entry, { ...step, problem: null })
        : null,
  },
  back: () => ({ at: 'menu' }),
} satisfies StepHandler<'identify'>;

/** Looks a member number up. From the third one on it needs the anti-robot. */
export async function identifyMember(
  step: StepAt<'identify'>,
  typed: string,
  context: JourneyContext,
): Promise<StepAt<'identify' | 'anti-robot' | 'letter-code' | 'take-ticket' | 'choose-channel' | 'attract'>> {
  const { services, visit } = context;
  const number = memberNumberOf(typed);
  if (number === null) {
    return {
      ...step,
      problem: {
        kind: 'malformed',
        minDigits: MEMBER_NUMBER_MIN_DIGITS,
        maxDigits: MEMBER_NUMBER_MAX_DIGITS,
      },
    };
  }
  const found = services.findMember(number);
  if (found.state === 'loading') return { ...step, problem: { kind: 'loading' } };
  const next = await services.limits.nextNumberAt();
  if (next > services.clock.now())
    return { ...step, problem: { kind: 'paused', until: services.clock.toWall(next) } };
  if (await needsPerson(context)) return askPerson({ kind: 'number', number, from: cleared(step) });
  // Known numbers count like others: each tells something about its member.
  await services.limits.takeNumber();
  visit.numbers += 1;
  if (visit.numbers > MOST_NUMBERS) return endVisit(context);
  if (found.member === null) return unknownNumber(step, context);
  const member = nameMember(found.member, memberKey(services.vault, number), services.smsCountries);
  switch (step.purpose) {
    case 'letter':
      return { at: 'letter-code', member, unanswered: null, problem: null };
    case 'ticket':
      return { at: 'take-ticket', member, unanswered: null, problem: null };
    case 'password':
      return newChoice(member);
  }
}

function unknownNumber(step: StepAt<'identify'>, context: JourneyContext): StepAt<'identify' | 'attract'> {
  const triesLeft = MOST_NUMBERS - context.visit.numbers;
  return triesLeft > 0 ? { ...step, problem: { kind: 'unknown', triesLeft } } : endVisit(context);
}

function cleared(step: StepAt<'identify'>): StepAt<'identify'> {
  return { ...step, problem: null };
}

function nameMember(member: Member, key: string, smsCountries: readonly string[]): NamedMember {
  const mobile = readMobile(member.phone ?? '', smsCountries);
  return {
    number: member.number,
    key,
    email: member.email,
    phone: mobile.ok ? mobile.value : null,
    personal: personalForms(member),
  };
}
