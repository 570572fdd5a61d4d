import type { FastifyReply } from 'fastify';
import { HUB_FAULT_STATUS, type HubFault } from '../../src-shared/hub-api/wire/faults.ts';

/** A fault of the contract as a handler's answer. `message` says what to do and quotes nothing of the request. */
export class Refusal<Fault extends HubFault['error'] = HubFault['error']> {
  readonly error: Fault;
  readonly message: string;

  constructor(error: Fault, message: string) {
    this.error = error;
    this.message = message;
  }
}

/** Sends a fault of the contract with its status. `message` says what to do and quotes nothing of the request. */
export function refuse(reply: FastifyReply, error: HubFault['error'], message: string): FastifyReply {
  const fault: HubFault = { error, message };
  return reply.code(HUB_FAULT_STATUS[error]).send(fault);
}
