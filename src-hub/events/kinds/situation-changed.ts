import { plainRequest } from './plain-request.ts';
import type { KindOfEvent } from './kind.ts';

/** Another situation that was reported: kept for staff, who answer it. */
export const situationChanged: KindOfEvent<'situation-changed'> = plainRequest;
