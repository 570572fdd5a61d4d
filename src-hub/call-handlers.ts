import type { FastifyInstance } from 'fastify';
import { accountHandlers } from './accounts/activation/account-handlers.ts';
import { canaryHandlers } from './branch/canaries/canary-handlers.ts';
import { staffHandlers } from './branch/page/staff-handlers.ts';
import { kioskBranchHandlers } from './branch/kiosk-branch-handlers.ts';
import { deviceHandlers } from './member-space/devices/device-handlers.ts';
import { CONTRACT, CONTRACT_HEADER, contractOf } from '../src-shared/hub-api/contract.ts';
import { applyBatch } from './events/apply-batch.ts';
import type { Handlers } from './http/handlers.ts';
import { statusHandlers } from './http/status-handlers.ts';
import type { HubDeps } from './core/hub-deps.ts';
import { enrolmentHandlers } from './kiosks/enrolment-handlers.ts';
import { kioskStateHandlers } from './kiosks/kiosk-state-handlers.ts';
import { letterCodeHandlers } from './letters/codes/letter-code-handlers.ts';
import { loginHandlers } from './credentials/logins/login-handlers.ts';
import { feedHandlers } from './people/feed/feed-handlers.ts';
import { codeHandlers } from './credentials/codes/code-handlers.ts';
import { recoveryHandlers } from './credentials/recoveries/recovery-handlers.ts';
import { releaseHandlers } from './releases/release-handlers.ts';
import { staffActHandlers } from './staff/acts/act-handlers.ts';
import { kioskAdviserHandlers } from './staff/kiosk-adviser-handlers.ts';
import { guardedSpaceHandlers } from './member-space/guarded-space-handlers.ts';

/** The handler of each row of `HUB_CALLS`. @param app handlers add hooks to it, for its start and its end */
export function callHandlers(deps: HubDeps, app: FastifyInstance): Handlers {
  return {
    ...statusHandlers(deps),
    ...enrolmentHandlers(deps),
    ...kioskStateHandlers(deps),
    ...releaseHandlers(deps),
    ...feedHandlers(deps, app),
    'send-events': ({ caller, body, request }) => {
      const contract = contractOf(request.headers[CONTRACT_HEADER]) ?? 0;
      return applyBatch(deps, { id: caller.id, isNewer: contract > CONTRACT }, body);
    },
    ...loginHandlers(deps, app),
    ...letterCodeHandlers(deps),
    ...codeHandlers(deps),
    ...recoveryHandlers(deps),
    ...accountHandlers(deps),
    ...kioskBranchHandlers(deps),
    ...canaryHandlers(deps),
    ...staffHandlers(deps, app),
    ...guardedSpaceHandlers(deps),
    ...kioskAdviserHandlers(deps, app),
    ...staffActHandlers(deps),
    ...deviceHandlers(deps, app),
  };
}
