import type { HandlersOf } from '../http/handlers.ts';
import { Refusal } from '../http/refuse.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { ENROLMENT_TRIES } from '../../src-shared/policy/quotas.ts';
import { NetworkTries } from '../http/network-tries.ts';
import { enrolKiosk, type Enrolment } from './enrol.ts';

/** Handler of `POST /v1/kiosks/enrol`, for kiosks without a token. */
export function enrolmentHandlers(deps: HubDeps): HandlersOf<'enrol'> {
  const tries = new NetworkTries(deps.now, ENROLMENT_TRIES);
  return {
    enrol: async ({ request: { ip }, body }) => {
      if (tries.isSpent(ip))
        return new Refusal('too-many-requests', 'too many wrong codes from this address; wait ten minutes');
      const enrolment = await enrolKiosk(deps, body);
      if (!enrolment.ok) {
        tries.addWrong(ip);
        deps.log.warn({ reason: enrolment.reason }, 'enrolment-refused');
        const error = enrolment.reason === 'keyless' ? 'outdated' : 'enrolment-refused';
        return new Refusal(error, REASONS[enrolment.reason]);
      }
      deps.log.info({ kiosk: enrolment.kiosk }, 'enrolled');
      return { kiosk: enrolment.kiosk, token: enrolment.token };
    },
  };
}

const REASONS: Readonly<Record<Extract<Enrolment, { ok: false }>['reason'], string>> = {
  wrong: 'no such enrolment code: check it, or ask head office for another',
  used: 'this enrolment code was used: ask head office for another',
  expired: 'this enrolment code is too old: ask head office for another',
  revoked: 'head office has revoked this kiosk',
  keyless: 'a kiosk enrols with a key by which it signs its requests: update the application',
};
