import { APP_VERSION } from '../../../src-shared/app-version.ts';
import type { StepHandler } from '../steps/step-handler.ts';

/** Tells that the kiosk cannot serve now, why, and whom to ask. */
export const outOfService = {
  screen: ({ reason, reference, details }) => ({
    id: 'out-of-service',
    reason,
    reference,
    details: [...details],
    version: APP_VERSION,
  }),
  on: {},
} satisfies StepHandler<'out-of-service'>;
