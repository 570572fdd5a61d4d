import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { readTicket } from '../../../src-shared/policy/staff/waiting-ticket.ts';
import type { CallAnswer } from '../../../src-shared/hub-api/hub-calls.ts';
import type { StepAt } from '../steps/step.ts';
import type { JourneyContext, StepHandler } from '../steps/step-handler.ts';
import { findSource } from './code-ways.ts';
import { newChoice } from './send-code.ts';

type TakeTicket = StepAt<'take-ticket'>;
type Taken = Extract<CallAnswer<'branch/take-ticket'>, { result: 'taken' }>;

/** A waiting ticket, for the member number that was just given. */
export const takeTicket = {
  progress: () => ({ step: 2, of: 5 }),
  screen: ({ problem }) => ({ id: 'take-ticket', problem }),
  on: {
    'take-ticket': (step, { ticket }, context) => tryTicket(step, ticket, context),
    open: ({ member }, { entry }) => (entry === 'password' ? newChoice(member) : null),
  },
  back: () => ({ at: 'identify', purpose: 'ticket', problem: null }),
} satisfies StepHandler<'take-ticket'>;

async function tryTicket(
  step: TakeTicket,
  typed: string,
  context: JourneyContext,
): Promise<StepAt<'take-ticket' | 'enter-code' | 'choose-channel' | 'letter-code'> | null> {
  const { services, visit } = context;
  const { headOffice, clock, audit, newId } = services;
  if (headOffice === null) return null;
  const ticket = readTicket(typed);
  if (ticket === null) return { ...step, problem: { kind: 'malformed' } };
  const { member, unanswered } = step;
  const attempt = unanswered?.ticket === ticket ? unanswered.attempt : newId();
  const answer = await headOffice.call('branch/take-ticket', {
    ...{ attempt, visit: visit.id, ticket, number: member.number },
  });
  if (!answer.ok) return { ...step, unanswered: { ticket, attempt }, problem: { kind: 'offline' } };
  const told = answer.value;
  const still: TakeTicket = { ...step, unanswered: null };
  switch (told.result) {
    case 'taken':
      audit.record('ticket-taken', member.key);
      return goOn(step, told, context);
    case 'refused':
      audit.record('ticket-refused', member.key);
      return { ...still, problem: { kind: 'ticket-refused', triesLeft: told.triesLeft } };
    case 'paused':
      return { ...still, problem: { kind: 'ticket-paused', until: clock.toWall(clock.now() + told.waitMs) } };
  }
}

/** The step that the ticket kept, as head office knows it now. */
async function goOn(
  { member }: TakeTicket,
  { step, code, isCalling }: Taken,
  { services, visit }: JourneyContext,
): Promise<StepAt<'enter-code' | 'choose-channel' | 'letter-code'>> {
  if (isCalling) services.staff?.calls.begin({ visit: visit.id, step, block: null });
  if (step === 'letter-code') return { at: 'letter-code', member, unanswered: null, problem: null };
  if (code === null || code.triesLeft === 0) return newChoice(member);
  const source = await findSource(member, services);
  const { attempt, channel, codeFor, triesLeft, resendIn, message } = code;
  const now = services.clock.now();
  return {
    ...{ at: 'enter-code', member, channel, sentAt: now + codeFor - CODE_LIFE, expiresAt: now + codeFor },
    problem: null,
    code: {
      ...{ by: 'head-office', attempt, message, triesLeft },
      sender: source.by === 'head-office' ? (source.ways[channel]?.sender ?? '') : '',
      resendAt: resendIn === null ? null : now + resendIn,
    },
  };
}
