import type { FastifyError, FastifyInstance } from 'fastify';
import { isResponseSerializationError } from 'fastify-type-provider-zod';
import type { HubDeps } from '../core/hub-deps.ts';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { describeFault } from '../basics/describe-fault.ts';
import { refuse } from './refuse.ts';

/** Turns every error into a fault of the contract, bugs too. The answer quotes nothing of the request. */
export function answerFaults(app: FastifyInstance, { database, log, stopping }: HubDeps): void {
  answerUnknownAddresses(app);
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const isAway = isDatabaseUnavailable(error);
    if (isAway || (stopping.aborted && !isTheirFault(error))) {
      if (isAway) database.noteAway(error);
      else log.warn({ route, ...describeFault(error) }, 'unavailable');
      return refuse(reply, 'unavailable', 'the database does not answer; try again later');
    }
    if (error.statusCode === 429) return refuse(reply, 'too-many-requests', 'too many requests; wait');
    if (isTheirFault(error)) return refuse(reply, 'malformed', whatIsWrong(error));
    log.error({ route, ...describeFault(error) }, 'fault');
    return refuse(reply, 'fault', 'a fault of the hub; its log says where');
  });
}

function answerUnknownAddresses(app: FastifyInstance): void {
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found', 'no such address'));
}

/** Errors that the caller made: length, type, syntax or content of the request. */
function isTheirFault(error: FastifyError): boolean {
  if (isResponseSerializationError(error)) return false;
  const { statusCode = 500 } = error;
  return error.validation !== undefined || (statusCode >= 400 && statusCode < 500);
}

/** Names the fields that do not fit the schema. Keys that the sender invented are not repeated. */
function whatIsWrong(error: FastifyError): string {
  if (error.validation === undefined) return `the request cannot be read (${error.code})`;
  const places = error.validation.map(({ instancePath, keyword }) => `${instancePath || '(all)'} ${keyword}`);
  const where = error.validationContext ?? 'request';
  return `${where} does not fit its schema: ${places.join(', ')}`.slice(0, 300);
}
