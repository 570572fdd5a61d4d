import { z } from 'zod';
import { SPACE_REQUEST_LIFE } from '../policy/requests.ts';
import { DOCUMENTS } from '../values/member-space/document.ts';
import { requestEvent } from './request-event.ts';

/** A logged-in person asks for a document. */
export const documentRequest = {
  screen: 'space-documents',
  event: requestEvent({
    kind: 'document-requested',
    fields: { document: z.enum(DOCUMENTS) },
    topic: ({ document }) => document,
    conflict: 'all',
    expiresAfter: SPACE_REQUEST_LIFE,
  }),
} as const;
