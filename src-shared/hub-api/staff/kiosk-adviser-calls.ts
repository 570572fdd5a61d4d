import { kioskRowsOf } from '../wire/call-rows.ts';
import {
  rosterAnswerSchema,
  rosterBodySchema,
  secondFactorAnswerSchema,
  secondFactorBodySchema,
  staffActAnswerSchema,
  staffActBodySchema,
  staffLeaveAnswerSchema,
  staffLeaveBodySchema,
  staffLoginAnswerSchema,
  staffLoginBodySchema,
} from './kiosk-adviser.ts';

const row = kioskRowsOf('staff', 'advisers');

/** Calls that a kiosk makes for the adviser who stands at it. Calls that staff make themselves: `staff-calls.ts`. */
export const KIOSK_ADVISER_CALLS = {
  'staff/roster': row(
    'roster',
    'Who may open staff mode at this kiosk without the line',
    rosterBodySchema,
    rosterAnswerSchema,
  ),
  'staff/login': row(
    'login',
    'Checks badge and PIN, and begins the session of an adviser',
    staffLoginBodySchema,
    staffLoginAnswerSchema,
  ),
  'staff/second-factor': row(
    'second-factor',
    'Checks the second factor, for this session alone',
    secondFactorBodySchema,
    secondFactorAnswerSchema,
  ),
  'staff/act': row(
    'act',
    'What an adviser does for the member who stands in the visit',
    staffActBodySchema,
    staffActAnswerSchema,
  ),
  'staff/leave': row('leave', 'The adviser leaves', staffLeaveBodySchema, staffLeaveAnswerSchema),
} as const;
