import { plainRequest } from './plain-request.ts';
import type { KindOfEvent } from './kind.ts';

/** A question: kept for staff, who answer it. */
export const questionAsked: KindOfEvent<'question-asked'> = plainRequest;
