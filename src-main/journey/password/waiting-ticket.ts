import { ticketText } from '../../printing/ticket-text.ts';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import type { Services } from '../steps/services.ts';
import type { Step, StepAt, StepToKeep } from '../steps/step.ts';
import type { ActionOf, JourneyContext, StepHandler } from '../steps/step-handler.ts';
import type { Visit } from '../steps/visit.ts';

type WaitingTicket = StepAt<'waiting-ticket'>;

/** A waiting ticket, shown and printable: others use the kiosk meanwhile. It opens nothing but the step that it keeps. */
export const waitingTicket = {
  screen: (step, { services }) => ({
    id: 'waiting-ticket',
    ticket:
      step.given === null
        ? null
        : { code: step.given.ticket, until: services.clock.toWall(step.given.until) },
    waitsFor: step.from.at === 'enter-code' ? 'code' : 'adviser',
    print: printState(step, services),
    problem: step.problem,
  }),
  on: {
    'step-aside': (step, _action, context) => (step.given === null ? stepAside(step.from, context) : null),
    'print-receipt': (
      step,
      _action: ActionOf<'print-receipt'>,
      { services, visit }: JourneyContext,
    ): WaitingTicket => {
      const { printing, agency, clock } = services;
      if (printing === null || step.given === null) return step;
      const { ticket, until } = step.given;
      const { language } = visit.display;
      printing.print(
        step.attempt,
        ticketText({ agency, language, ticket, until: clock.toWall(until) }, printing.columns),
      );
      // A copy of the step, so that the state of the printing is shown.
      return { ...step };
    },
    continue: (): StepAt<'attract'> => ({ at: 'attract' }),
  },
  back: ({ from }) => from,
  watches: ({ attempt }) => attempt,
} satisfies StepHandler<'waiting-ticket'>;

function printState(
  { attempt, given }: WaitingTicket,
  { printing }: Services,
): ScreenOf<'waiting-ticket'>['print'] {
  return printing === null || given === null ? 'none' : (printing.state(attempt) ?? 'possible');
}

/** Whether the member may step aside: a code of head office, or a call for an adviser, is under way. */
export function canStepAside(
  step: Step,
  { services: { staff, headOffice }, visit }: Pick<JourneyContext, 'services' | 'visit'>,
): boolean {
  if (staff === null || headOffice === null) return false;
  if (step.at === 'enter-code' && step.code.by === 'head-office') return true;
  const isKept = step.at === 'enter-code' || step.at === 'choose-channel' || step.at === 'letter-code';
  return isKept && ['calling', 'taken', 'unanswered'].includes(staff.calls.view(visit.id).state);
}

/** Asks head office for a ticket for this step; null: nothing is under way that one could wait for. */
export async function stepAside(
  from: StepToKeep,
  { services, visit }: JourneyContext,
): Promise<WaitingTicket | null> {
  const { headOffice, clock, newId, audit } = services;
  if (headOffice === null || !canStepAside(from, { services, visit })) return null;
  const { member } = from;
  const attempt = newId();
  const answer = await headOffice.call('branch/ticket', {
    ...{ attempt, visit: visit.id, step: from.at, number: member.number },
  });
  const without: WaitingTicket = {
    ...{ at: 'waiting-ticket', from: { ...from, problem: null }, member, attempt },
    ...{ given: null, problem: { kind: 'offline' } },
  };
  if (!answer.ok) return without;
  const told = answer.value;
  switch (told.result) {
    case 'made':
      audit.record('ticket-given', member.key);
      return { ...without, given: { ticket: told.ticket, until: clock.now() + told.forMs }, problem: null };
    case 'paused':
      return {
        ...without,
        problem: { kind: 'ticket-paused', until: clock.toWall(clock.now() + told.waitMs) },
      };
    case 'gone':
      return without;
  }
}

/** Whether a visit ends with a ticket in the member's hand: a call for an adviser then goes on without the kiosk. */
export function isAside({ step }: Visit): boolean {
  return step.at === 'waiting-ticket' && step.given !== null;
}
