import type { HubCall } from './call.ts';
import { FOR_KIOSKS } from './call-rows.ts';
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
} from './staff.ts';

const row = <
  const Name extends string,
  const Body extends HubCall['body'],
  const Answer extends HubCall['answer'],
>(
  name: Name,
  summary: string,
  body: Body,
  answer: Answer,
) => ({ ...FOR_KIOSKS, path: `/v1/staff/${name}` as const, tag: 'staff' as const, summary, body, answer });

/** Calls of a kiosk for the advisers of its branch. */
export const STAFF_CALLS = {
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
