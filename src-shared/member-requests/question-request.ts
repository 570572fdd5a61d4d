import { z } from 'zod';
import { SPACE_REQUEST_LIFE } from '../policy/requests.ts';
import { QUESTION_TOPICS } from '../values/member-space/question.ts';
import { TEXT_MAX_LENGTH } from '../values/text.ts';
import { requestEvent } from './request-event.ts';

/** A logged-in person asks a question. */
export const questionRequest = {
  screen: 'space-question',
  event: requestEvent({
    kind: 'question-asked',
    fields: { topic: z.enum(QUESTION_TOPICS), text: z.string().min(1).max(TEXT_MAX_LENGTH) },
    topic: ({ topic }) => topic,
    conflict: 'all',
    expiresAfter: SPACE_REQUEST_LIFE,
  }),
} as const;
