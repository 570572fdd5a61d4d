import { plainRequest } from './plain-request.ts';
import type { KindOfEvent } from './kind.ts';

/** A document that was asked for: kept for staff, who answer it. */
export const documentRequested: KindOfEvent<'document-requested'> = plainRequest;
