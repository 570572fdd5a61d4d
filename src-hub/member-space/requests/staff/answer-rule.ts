import { LONGEST_REPLY } from '../../../../src-shared/policy/requests.ts';
import { z } from 'zod';
import { MEMBER_REQUESTS } from '../../../../src-shared/member-requests/request-kinds.ts';
import type { Tables } from '../../../database/tables/tables.ts';
import { damageOf } from '../../../people/imports/row-fields.ts';

type Row = Tables['member_request'];

/** States that staff can give a request. */
export const ANSWER_STATES = ['in-progress', 'done', 'refused'] as const;

/** Schema of {@link Answer}. A refusal needs a reply; line breaks become spaces. */
export const answerSchema = z
  .strictObject({
    state: z.enum(ANSWER_STATES),
    reply: z
      .string()
      .transform((reply) => reply.replaceAll(/[\t-\r ]+/gu, ' ').trim())
      .refine((reply) => reply.length <= LONGEST_REPLY && damageOf(reply) === null)
      .transform((reply) => (reply === '' ? null : reply))
      .nullable(),
  })
  .refine(({ state, reply }) => state !== 'refused' || reply !== null, { path: ['reply'] });

/** An answer of staff or the back office to a request. The reply is shown to the member. */
export type Answer = z.infer<typeof answerSchema>;

/** Why a request cannot get this answer. `same`: it has this answer already. */
export type AnswerObstacle =
  | 'same'
  | 'superseded'
  | 'rejected'
  | 'made-by-hub'
  | 'in-effect'
  | 'refused-address';

/**
 * Whether an answer is possible. A request that was superseded, refused at arrival or done by the hub itself cannot be
 * answered. An address that is in effect stays `done`. A refused address stays refused, because a later one may exist.
 */
export function answerObstacle(
  {
    kind,
    state,
    reply,
    applied_at: appliedAt,
  }: Pick<Row, 'kind' | 'state' | 'reply'> & {
    readonly applied_at: Date | null;
  },
  answer: Answer,
): AnswerObstacle | null {
  if (state === 'superseded' || state === 'rejected') return state;
  if (MEMBER_REQUESTS[kind].event === null) return 'made-by-hub';
  if (appliedAt !== null && answer.state !== 'done') return 'in-effect';
  if (kind === 'address' && state === 'refused' && answer.state !== 'refused') return 'refused-address';
  return state === answer.state && reply === answer.reply ? 'same' : null;
}
