import { HUB_FAULT_STATUS, hubFaultSchema, type HubFault } from '../../src-shared/hub-api/faults.ts';

/**
 * The faults that a route may answer with, for its `response` schema (see `/docs`):
 * `response: { 200: answerSchema, ...faultResponses('malformed') }`.
 */
export function faultResponses(...errors: HubFault['error'][]): Record<number, typeof hubFaultSchema> {
  return Object.fromEntries(errors.map((error) => [HUB_FAULT_STATUS[error], hubFaultSchema]));
}

/** What any route for known clients may answer. */
export const CLIENT_FAULTS = faultResponses(
  'malformed',
  'unknown-kiosk',
  'kiosk-revoked',
  'too-many-requests',
  'unavailable',
);
