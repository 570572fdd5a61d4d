import { HUB_FAULT_STATUS, hubFaultSchema, type HubFault } from '../../src-shared/hub-api/faults.ts';

/** The faults that a route may answer with, for its `response` schema (see `/docs`). */
export function faultResponses(
  ...errors: readonly HubFault['error'][]
): Record<number, typeof hubFaultSchema> {
  return Object.fromEntries(errors.map((error) => [HUB_FAULT_STATUS[error], hubFaultSchema]));
}
