import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  CallAnswer,
  CallFault,
  HUB_CALLS,
  HubCallName,
  ReadBody,
  ReadQuery,
} from '../../src-shared/hub-api/hub-calls.ts';
import type { CallerFacts } from './caller.ts';
import type { Refusal } from './refuse.ts';

type CallerOf<Name extends HubCallName> = CallerFacts[(typeof HUB_CALLS)[Name]['callers'][number]];

/** One call: its caller is allowed, and the schemas have checked body and query. */
export interface IncomingCall<Name extends HubCallName> {
  readonly caller: CallerOf<Name>;
  readonly body: ReadBody<Name>;
  readonly query: ReadQuery<Name>;
  readonly request: FastifyRequest;
  /** For headers, and for answers that are not JSON. */
  readonly reply: FastifyReply;
}

/** Answers one call: with the answer or a fault of its row in `HUB_CALLS`. */
export type Handler<Name extends HubCallName> = (
  asked: IncomingCall<Name>,
) => Promise<(CallAnswer<Name> extends null ? FastifyReply : CallAnswer<Name>) | Refusal<CallFault<Name>>>;

/** A handler for each call. */
export type Handlers = { readonly [Name in HubCallName]: Handler<Name> };

export type HandlersOf<Name extends HubCallName> = Pick<Handlers, Name>;
