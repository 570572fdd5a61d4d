import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  CallAnswer,
  CallFault,
  CallsOf,
  HubCallName,
  ReadBody,
  ReadQuery,
} from '../../src-shared/hub-api/hub-calls.ts';
import type { CallingDevice, HubClient } from './caller.ts';
import type { Refusal } from './refuse.ts';

type CallerOf<Name extends HubCallName> =
  Name extends CallsOf<'kiosk' | 'website'>
    ? HubClient
    : Name extends CallsOf<'device'>
      ? CallingDevice
      : null;

/** One request, of somebody who may make it, with a body and a query that its schemas take. */
export interface Asked<Name extends HubCallName> {
  readonly caller: CallerOf<Name>;
  readonly body: ReadBody<Name>;
  readonly query: ReadQuery<Name>;
  readonly request: FastifyRequest;
  /** For headers, and for answers that are no JSON. */
  readonly reply: FastifyReply;
}

/** Answers one call: as its row of `HUB_CALLS` says, or with a fault of that row. */
export type Handler<Name extends HubCallName> = (
  asked: Asked<Name>,
) => Promise<(CallAnswer<Name> extends null ? FastifyReply : CallAnswer<Name>) | Refusal<CallFault<Name>>>;

/** A handler for every call. */
export type Handlers = { readonly [Name in HubCallName]: Handler<Name> };

/** The handlers of some calls. */
export type HandlersOf<Name extends HubCallName> = Pick<Handlers, Name>;
