import { LONGEST_REPLY } from '../../../../src-shared/policy/requests.ts';
import { z } from 'zod';
import { MEMBER_REQUESTS } from '../../../../src-shared/member-requests/request-kinds.ts';
import type { Tables } from '../../../database/tables.ts';
import { textFault } from '../../../people/members/check-row.ts';

type Row = Tables['member_request'];

/** What staff can say of a request. */
export const ANSWER_STATES = ['in-progress', 'done', 'refused'] as const;

/** Schema of {@link Answer}: a refusal has a reason; ends of lines become gaps. */
export const answerSchema = z
  .strictObject({
    state: z.enum(ANSWER_STATES),
    reply: z
      .string()
      .transform((reply) => reply.replaceAll(/[\t-\r ]+/gu, ' ').trim())
      .refine((reply) => reply.length <= LONGEST_REPLY && textFault(reply) === null)
      .transform((reply) => (reply === '' ? null : reply))
      .nullable(),
  })
  .refine(({ state, reply }) => state !== 'refused' || reply !== null, { path: ['reply'] });

/** What staff, or the back office, say of a request; the reply is shown to the member. */
export type Answer = z.infer<typeof answerSchema>;

/** Why a request cannot be answered so. `same`: it has this answer already. */
export type NotAnswered =
  'same' | 'superseded' | 'rejected' | 'made-by-hub' | 'in-effect' | 'refused-address';

/**
 * Whether an answer can be given. What is replaced, was refused as it came or was changed by the hub itself, is past answering; an address that
 * is in effect stays `done`; one that was refused does not come back, since a later one may be there.
 */
export function notAnswered(
  {
    kind,
    state,
    reply,
    applied_at: appliedAt,
  }: Pick<Row, 'kind' | 'state' | 'reply'> & {
    readonly applied_at: Date | null;
  },
  answer: Answer,
): NotAnswered | null {
  if (state === 'superseded' || state === 'rejected') return state;
  if (MEMBER_REQUESTS[kind].event === null) return 'made-by-hub';
  if (appliedAt !== null && answer.state !== 'done') return 'in-effect';
  if (kind === 'address' && state === 'refused' && answer.state !== 'refused') return 'refused-address';
  return state === answer.state && reply === answer.reply ? 'same' : null;
}
