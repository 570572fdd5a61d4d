import { z } from 'zod';
import { SITUATION_CHANGES } from '../values/member-space/situation-change.ts';
import { TEXT_MAX_LENGTH } from '../values/text.ts';
import { requestEvent } from './request-event.ts';

/** A logged-in person reports another situation. */
export const situationRequest = {
  screen: 'space-situation',
  event: requestEvent({
    kind: 'situation-changed',
    fields: {
      change: z.enum(SITUATION_CHANGES),
      from: z.iso.date(),
      until: z.iso.date().nullable(),
      note: z.string().max(TEXT_MAX_LENGTH),
    },
    topic: ({ change }) => change,
    conflict: 'all',
    expiresAfter: null,
  }),
} as const;
