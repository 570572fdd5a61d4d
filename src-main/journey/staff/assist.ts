import type { ActOutcome } from '../../../src-shared/journey/staff-screens.ts';
import { STAFF_ACT_NAMES, STAFF_ACTS } from '../../../src-shared/policy/staff/staff-acts.ts';
import type { SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { ACTS_WITHOUT_FACTOR } from '../../../src-shared/hub-api/staff/kiosk-adviser.ts';
import { passed } from '../password/anti-robot.ts';
import { findSource } from '../password/code-ways.ts';
import type { StepAt } from '../steps/step.ts';
import type { ActionOf, JourneyContext, ParkedVisit, StepHandler } from '../steps/step-handler.ts';
import { adviserView } from './adviser-view.ts';
import { assistedVisit } from './assisted-visit.ts';
import { hubAct, outcomeOf } from './hub-act.ts';
import { applyTo, hindranceOf, memberOf } from './member-acts.ts';

/** Beside a member: where they stand, what keeps them from going on, and what the adviser may do. */
export const staffAssist = {
  screen: ({ adviser, outcome }, context) => ({
    id: 'staff-assist',
    adviser: adviserView(adviser),
    visit: assistedVisit(context),
    acts: STAFF_ACT_NAMES.map((act) => ({
      act,
      hindrance: hindranceOf(act, adviser, context.parked),
      needsCode: STAFF_ACTS[act].changes && !adviser.isProven,
    })),
    outcome,
  }),
  on: { 'staff-act': doAct },
  back: ({ adviser }) => ({ at: 'staff-home', adviser }),
} satisfies StepHandler<'staff-assist'>;

type Assist = StepAt<'staff-assist'>;

async function doAct(step: Assist, action: ActionOf<'staff-act'>, context: JourneyContext): Promise<Assist> {
  const { parked, services } = context;
  const { act } = action;
  const told = (result: ActOutcome['result'], until: number | null = null): Assist => ({
    ...step,
    outcome: { act, result, until },
  });
  const hindrance = hindranceOf(act, step.adviser, parked);
  if (hindrance !== null || parked === null || services.staff === null)
    return told(hindrance === 'offline' || hindrance === 'limit' ? hindrance : 'not-here');
  const proven = await prove(step, action, context);
  if ('outcome' in proven) return { ...step, outcome: { act, ...proven.outcome } };
  const { adviser } = proven;
  const { outcome, isTold } = await doFor(parked, action, adviser, context);
  if (outcome.result === 'done')
    services.staff.note({ act, adviser, visit: parked.visit.id, reason: action.reason, isTold });
  return { ...step, adviser, outcome };
}

/** Asks for the second factor, once a visit, before what changes data. */
async function prove(
  { adviser }: Assist,
  { act, code }: ActionOf<'staff-act'>,
  { services: { staff, clock } }: JourneyContext,
): Promise<{ readonly adviser: Assist['adviser'] } | { readonly outcome: Omit<ActOutcome, 'act'> }> {
  if (!STAFF_ACTS[act].changes || adviser.isProven) return { adviser };
  const verdict = code === null || staff === null ? 'wrong' : await staff.desk.prove(adviser, code);
  if (verdict === 'in') return { adviser: { ...adviser, isProven: true } };
  if (typeof verdict !== 'string')
    return { outcome: { result: 'second-locked', until: clock.toWall(clock.now() + verdict.lockedFor) } };
  return { outcome: { result: verdict === 'wrong' ? 'second-wrong' : verdict, until: null } };
}

/**
 * Does the act: at head office, where it has an effect there, and in the member's visit.
 * @returns `isTold`: head office has heard of it
 */
async function doFor(
  { visit }: ParkedVisit,
  { act, details, reason }: ActionOf<'staff-act'>,
  { session }: Assist['adviser'],
  { services }: JourneyContext,
): Promise<{ readonly outcome: ActOutcome; readonly isTold: boolean }> {
  const id = services.newId();
  const isCalled = STAFF_ACTS[act].online || ACTS_WITHOUT_FACTOR.some((kind) => kind === act);
  let triesLeft: number | null = null;
  let isTold = false;
  if (isCalled && session !== null && services.staff !== null) {
    const body = hubAct({ act, details, language: visit.display.language }, services);
    if (body === null) return { outcome: { act, result: 'malformed', until: null }, isTold };
    const answer = await services.staff.desk.act(session, { id, visit: visit.id, act: body, reason });
    const outcome = outcomeOf(act, answer, services);
    // An attestation has its effect here: without the line it is told by an event.
    if (outcome.result !== 'done' && !(outcome.result === 'offline' && !STAFF_ACTS[act].online))
      return { outcome, isTold };
    isTold = answer !== null;
    if (answer?.result === 'done' && 'triesLeft' in answer) triesLeft = answer.triesLeft;
    if (answer?.result === 'done' && answer.kind === 'resend-code')
      await waitForCode(visit, { attempt: id, channel: details?.channel ?? 'email', answer }, services);
  }
  applyTo(visit, act, triesLeft);
  if (act === 'attest-anti-robot' && visit.step.at === 'anti-robot')
    visit.step = (await passed(visit.step, { services, visit, parked: null })) ?? visit.step;
  return { outcome: { act, result: 'done', until: null }, isTold };
}

/** The member's screen waits for the code that was just sent. */
async function waitForCode(
  visit: ParkedVisit['visit'],
  sent: {
    readonly attempt: string;
    readonly channel: SentChannel;
    readonly answer: {
      readonly codeFor: number;
      readonly triesLeft: number;
      readonly resendIn: number | null;
    };
  },
  services: JourneyContext['services'],
): Promise<void> {
  const member = memberOf(visit.step);
  if (member === null) return;
  const source = await findSource(member, services);
  const sender = source.by === 'head-office' ? (source.ways[sent.channel]?.sender ?? '') : '';
  const now = services.clock.now();
  const { codeFor, triesLeft, resendIn } = sent.answer;
  visit.step = {
    ...{
      at: 'enter-code',
      member,
      channel: sent.channel,
      sentAt: now,
      expiresAt: now + codeFor,
      problem: null,
    },
    code: {
      ...{ by: 'head-office', attempt: sent.attempt, sender, message: 'waiting', triesLeft },
      resendAt: resendIn === null ? null : now + resendIn,
    },
  };
}
