import {
  branchCanaryAnswerSchema,
  branchCanaryBodySchema,
  branchCallAnswerSchema,
  branchCallBodySchema,
  branchCallEndBodySchema,
  branchCallStateAnswerSchema,
  branchCallStateBodySchema,
  branchNotedSchema,
  branchTakeTicketAnswerSchema,
  branchTakeTicketBodySchema,
  branchTestBodySchema,
  branchTicketAnswerSchema,
  branchTicketBodySchema,
  branchVisitBodySchema,
} from './kiosk-branch.ts';
import { kioskRowsOf } from '../wire/call-rows.ts';

const row = kioskRowsOf('branch', 'branch');

/** Calls of a kiosk about its branch: where its visitor stands, calls for an adviser, waiting tickets, the morning test. */
export const KIOSK_BRANCH_CALLS = {
  'branch/visit': row(
    'visit',
    'Where the visit of this kiosk stands, for the branch page',
    branchVisitBodySchema,
    branchNotedSchema,
  ),
  'branch/call': row('call', 'Calls an adviser of the branch', branchCallBodySchema, branchCallAnswerSchema),
  'branch/call-state': row(
    'call-state',
    'Whether an adviser comes, and who',
    branchCallStateBodySchema,
    branchCallStateAnswerSchema,
  ),
  'branch/call-end': row(
    'call-end',
    'The call has had its answer, or was withdrawn',
    branchCallEndBodySchema,
    branchNotedSchema,
  ),
  'branch/ticket': row(
    'ticket',
    'Keeps a step for who comes back within 20 minutes; may be sent again',
    branchTicketBodySchema,
    branchTicketAnswerSchema,
  ),
  'branch/take-ticket': row(
    'take-ticket',
    'Spends a waiting ticket, with the member number that it belongs to',
    branchTakeTicketBodySchema,
    branchTakeTicketAnswerSchema,
  ),
  'branch/test': row('test', 'Results of the morning test', branchTestBodySchema, branchNotedSchema),
  'branch/canary': row(
    'canary',
    'A message of the morning test, to a test address of head office; may be sent again',
    branchCanaryBodySchema,
    branchCanaryAnswerSchema,
  ),
} as const;
