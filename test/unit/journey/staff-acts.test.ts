import { expect, it } from 'vitest';
import type { Adviser } from '../../../src-main/advisers/staff-desk.ts';
import { hindranceOf } from '../../../src-main/journey/staff/member-acts.ts';
import type { ParkedVisit } from '../../../src-main/journey/steps/step-handler.ts';
import { MORE_TIME } from '../../../src-shared/policy/staff/staff-mode.ts';
import { STAFF_ACT_NAMES, STAFF_ACTS, type StaffAct } from '../../../src-shared/policy/staff/staff-acts.ts';
import { STAFF_ROLES, type StaffRole } from '../../../src-shared/values/staff.ts';

const MEMBER = { number: '00123456' };

/** Where the member stands, as far as acts look at it. */
const VISITS = {
  'no visit': null,
  menu: { step: { at: 'menu' } },
  identify: { step: { at: 'identify', problem: null } },
  'anti-robot': { step: { at: 'anti-robot', challenge: null, problem: null } },
  'choice of a channel': { step: { at: 'choose-channel', member: MEMBER, problem: null } },
  code: { step: { at: 'enter-code', member: MEMBER, problem: null } },
  'code of a letter': { step: { at: 'letter-code', member: MEMBER, problem: null } },
  login: { step: { at: 'login', challenge: null, problem: null } },
  'login of a person': { step: { at: 'login', challenge: null, problem: null }, isPerson: true },
  request: { step: { at: 'account-request', challenge: null, problem: null }, isPerson: true },
  'attested request': { step: { at: 'account-request', challenge: null, problem: null }, isAttested: true },
  space: { step: { at: 'space-home' } },
  'all time given': { step: { at: 'menu' }, extraTimes: MORE_TIME.times },
} as const;
type Standing = keyof typeof VISITS;

/** Said once more, so that a change of the rule is seen: what can be done where, by an adviser with the line. */
const POSSIBLE: Readonly<Record<StaffAct, readonly Standing[]>> = {
  'attest-anti-robot': ['anti-robot', 'login', 'request'],
  'restart-step': [
    ...(['identify', 'anti-robot', 'choice of a channel', 'code', 'code of a letter'] as const),
    ...(['login', 'login of a person', 'request', 'attested request'] as const),
  ],
  'more-time': (Object.keys(VISITS) as Standing[]).filter(
    (standing) => standing !== 'no visit' && standing !== 'all time given',
  ),
  'give-try': ['choice of a channel', 'code', 'code of a letter'],
  'resend-code': ['choice of a channel', 'code'],
  'start-letter': ['choice of a channel', 'code', 'code of a letter'],
  'correct-contact': ['choice of a channel', 'code', 'code of a letter'],
  'help-account': [
    ...(['menu', 'identify', 'anti-robot', 'choice of a channel', 'code', 'code of a letter'] as const),
    ...(['login', 'login of a person', 'all time given'] as const),
  ],
  'end-visit': (Object.keys(VISITS) as Standing[]).filter((standing) => standing !== 'no visit'),
};

function parkedAt(standing: Standing): ParkedVisit | null {
  const visit = VISITS[standing];
  const rest = { isPerson: false, isAttested: false, extraTimes: 0 };
  return visit === null ? null : ({ visit: { ...rest, ...visit } } as unknown as ParkedVisit);
}

function expected(act: StaffAct, role: StaffRole, isOnline: boolean, standing: Standing): string | null {
  if (role === 'it') return 'role';
  if (standing === 'no visit') return 'not-here';
  if (STAFF_ACTS[act].online && !isOnline) return 'offline';
  if (act === 'more-time' && standing === 'all time given') return 'limit';
  return POSSIBLE[act].includes(standing) ? null : 'not-here';
}

it.each(STAFF_ROLES)('%s: only what is allowed is offered, wherever the member stands', (role) => {
  const seen: unknown[] = [];
  const wanted: unknown[] = [];
  for (const act of STAFF_ACT_NAMES)
    for (const isOnline of [true, false])
      for (const standing of Object.keys(VISITS) as Standing[]) {
        const session = isOnline ? '0d9a4b1e-0000-4000-8000-000000000000' : null;
        const adviser: Adviser = { badge: '4711', name: 'Camille D.', role, session, isProven: true };
        const at = `${act}, ${isOnline ? 'with' : 'without'} the line, ${standing}`;
        seen.push([at, hindranceOf(act, adviser, parkedAt(standing))]);
        wanted.push([at, expected(act, role, isOnline, standing)]);
      }
  expect(seen).toEqual(wanted);
});
