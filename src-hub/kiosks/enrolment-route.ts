import { enrolAnswerSchema, enrolBodySchema } from '../../src-shared/hub-api/enrolment.ts';
import { faultResponses } from '../http/fault-responses.ts';
import { refuse } from '../http/refuse.ts';
import type { AddRoutes, Zod } from '../routes.ts';
import { AddressTries } from './address-tries.ts';
import { enrolKiosk, type Enrolment } from './enrol.ts';

/** `POST /v1/kiosks/enrol`: the only route below `/v1` for who has no token yet. */
export const addEnrolment: AddRoutes = (app, deps) => {
  const tries = new AddressTries(deps.now);
  app.withTypeProvider<Zod>().post(
    '/v1/kiosks/enrol',
    {
      schema: {
        summary: 'Turns a one-time enrolment code into a token',
        body: enrolBodySchema,
        response: {
          200: enrolAnswerSchema,
          ...faultResponses('malformed', 'enrolment-refused', 'too-many-requests', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      if (tries.isSpent(request.ip))
        return refuse(reply, 'too-many-requests', 'too many wrong codes from this address; wait ten minutes');
      const enrolment = await enrolKiosk(deps, request.body);
      if (!enrolment.ok) {
        tries.wrong(request.ip);
        deps.log.warn({ reason: enrolment.reason }, 'enrolment-refused');
        return refuse(reply, 'enrolment-refused', REASONS[enrolment.reason]);
      }
      deps.log.info({ kiosk: enrolment.kiosk }, 'enrolled');
      return reply.send({ kiosk: enrolment.kiosk, token: enrolment.token });
    },
  );
};

const REASONS: Readonly<Record<Extract<Enrolment, { ok: false }>['reason'], string>> = {
  wrong: 'no such enrolment code: check it, or ask head office for another',
  used: 'this enrolment code was used: ask head office for another',
  expired: 'this enrolment code is too old: ask head office for another',
  revoked: 'head office has revoked this kiosk',
};
