import type { FastifyInstance } from 'fastify';
import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { DEVICE_TRIES } from '../../../src-shared/policy/quotas.ts';
import { networkOf } from '../../http/network-of.ts';
import { NetworkTries } from '../../http/network-tries.ts';
import { Gate } from '../../credentials/logins/gate.ts';
import { passwordCheckOf } from '../../credentials/logins/password-check.ts';
import { removeOwnDevice, useDevice } from './own-device.ts';
import { registerDevice } from './register-device.ts';

/** One argon2id check takes about 20 ms of a core and 19 MiB. Kiosks have a limit of their own. */
const LIMITS = { running: 2, waiting: 64 };

/** Handlers of `/v1/devices`, for the mobile application. */
export function deviceHandlers(
  deps: HubDeps,
  app: FastifyInstance,
): HandlersOf<'register-device' | 'device-status' | 'use-device' | 'remove-device'> {
  const gate = new Gate(LIMITS);
  const passwords = passwordCheckOf(deps);
  const tries = new NetworkTries(deps.now, DEVICE_TRIES);
  app.addHook('onReady', () => passwords.warmUp());
  return {
    'register-device': async ({ request: { ip }, body }) => {
      if (tries.isSpent(ip))
        return new Refusal(
          'too-many-requests',
          'too many wrong passwords from this address; wait ten minutes',
        );
      const answer = await gate.run(() => registerDevice({ ...deps, passwords }, networkOf(ip), body));
      deps.metrics.attempt('device', answer?.result ?? 'unavailable');
      if (answer === null)
        return new Refusal('unavailable', 'too many logins at once; try again in some seconds');
      if (answer.result === 'wrong') tries.addWrong(ip);
      return answer;
    },
    'device-status': ({ caller }) => useDevice(deps, caller),
    'use-device': ({ caller, body }) => useDevice(deps, caller, body.place),
    'remove-device': ({ caller }) => removeOwnDevice(deps, caller),
  };
}
