import { STAFF_ACTS, type StaffAct } from '../../../src-shared/policy/staff/staff-acts.ts';
import { MORE_TIME } from '../../../src-shared/policy/staff/staff-mode.ts';
import type { Adviser } from '../../advisers/staff-desk.ts';
import { openEntry } from '../steps/entries.ts';
import type { NamedMember, Step } from '../steps/step.ts';
import type { ParkedVisit } from '../steps/step-handler.ts';
import type { Visit } from '../steps/visit.ts';

/** The member whom a step is about; null: no number was given yet. */
export function memberOf(step: Step): NamedMember | null {
  return 'member' in step ? step.member : null;
}

/** Why an act cannot be done now; null: it can. */
export function hindranceOf(
  act: StaffAct,
  { session, role }: Adviser,
  parked: ParkedVisit | null,
): 'offline' | 'role' | 'not-here' | 'limit' | null {
  if (role === 'it') return 'role';
  if (parked === null) return 'not-here';
  if (STAFF_ACTS[act].online && session === null) return 'offline';
  return isPossible(act, parked.visit);
}

function isPossible(
  act: StaffAct,
  { step, isPerson, isAttested, extraTimes }: Visit,
): 'not-here' | 'limit' | null {
  const here = (possible: boolean): 'not-here' | null => (possible ? null : 'not-here');
  switch (act) {
    case 'attest-anti-robot':
      if (step.at === 'account-request') return here(!isAttested);
      return here(!isPerson && 'challenge' in step);
    case 'restart-step':
      return here('problem' in step);
    case 'more-time':
      return extraTimes < MORE_TIME.times ? null : 'limit';
    case 'resend-code':
      return here(step.at === 'enter-code' || step.at === 'choose-channel');
    case 'give-try':
    case 'start-letter':
    case 'correct-contact':
      return here(memberOf(step) !== null);
    case 'help-account':
      return here(!step.at.startsWith('space-') && !step.at.startsWith('account-'));
    case 'end-visit':
      return null;
  }
}

/**
 * What an act changes in the member's visit, which shows it when it comes back.
 * @param triesLeft as head office told; null: it told none
 */
export function applyTo(visit: Visit, act: StaffAct, triesLeft: number | null): void {
  const { step } = visit;
  switch (act) {
    case 'attest-anti-robot':
      visit.isPerson = true;
      visit.isAttested = step.at === 'account-request';
      if ('challenge' in step) visit.step = { ...step, challenge: null, problem: null };
      return;
    case 'restart-step':
      if ('problem' in step) visit.step = { ...step, problem: null };
      visit.tried.splice(0);
      visit.draft += 1;
      return;
    case 'more-time':
      visit.extraTimes += 1;
      visit.isLastTold = false;
      return;
    case 'help-account':
      visit.step = openEntry('create-account', { at: 'menu' });
      visit.draft += 1;
      return;
    case 'end-visit':
      visit.isOver = true;
      return;
    case 'give-try':
      visit.step = withTries(step, triesLeft);
      return;
    case 'resend-code':
    case 'start-letter':
    case 'correct-contact':
      return;
  }
}

function withTries(step: Step, triesLeft: number | null): Step {
  if (step.at === 'choose-channel') return { ...step, source: null, problem: null };
  if (step.at === 'enter-code' && step.code.by === 'head-office' && triesLeft !== null)
    return { ...step, code: { ...step.code, triesLeft }, problem: null };
  return 'problem' in step ? { ...step, problem: null } : step;
}
