import type { Agent, request as undiciRequest } from 'undici';
import type { TransportResult } from '../mail/send-result.ts';
import { SECOND } from '../time/units.ts';
import { httpFault, judgeHttpStatus } from './http-fault.ts';
import { fillSmsTemplate, type SmsFields } from './sms-body.ts';
import type { SmsGateway } from './sms-gateway.ts';

/** Bytes of an answer that are read before the connection is closed; its content is not used. */
const ANSWER_LIMIT = 16 * 1024;

/** Sends text messages to one gateway. */
export interface SmsSender {
  /**
   * Makes one try. Redirects are not followed. Faults of network and gateway are results.
   * @param stop aborted when the caller closes: the fault is then `stopped`
   * @param limit aborted when the time of this try is over
   */
  send(fields: SmsFields, stop: AbortSignal, limit: AbortSignal): Promise<TransportResult>;
  close(): void;
}

/** Sends over kept connections. @param connections most at a time */
export function smsSender(gateway: SmsGateway, connections: number): SmsSender {
  let agent: Agent | undefined;
  // Loaded with the first message, so that the start does not wait for it.
  const client = async (): Promise<{ request: typeof undiciRequest; dispatcher: Agent }> => {
    const undici = await import('undici');
    agent ??= new undici.Agent({
      connections,
      pipelining: 1,
      connect: { timeout: gateway.timeoutSeconds * SECOND },
    });
    return { request: undici.request, dispatcher: agent };
  };
  return {
    async send(fields, stop, limit) {
      try {
        const { request, dispatcher } = await client();
        const { statusCode, body } = await request(gateway.url, {
          dispatcher,
          method: 'POST',
          headers: { ...gateway.headers, 'content-type': 'application/json' },
          body: JSON.stringify(fillSmsTemplate(gateway.template, fields)),
          signal: AbortSignal.any([stop, limit]),
        });
        // The status decides; a body that stalls or breaks changes nothing.
        await body.dump({ limit: ANSWER_LIMIT }).catch(() => undefined);
        return judgeHttpStatus(statusCode, gateway.acceptedStatus);
      } catch (error) {
        if (stop.aborted) return { outcome: 'later', fault: 'stopped' };
        if (limit.aborted) return { outcome: 'later', fault: 'timeout' };
        return { outcome: 'later', fault: httpFault(error as NodeJS.ErrnoException) };
      }
    },
    close: () => void agent?.destroy(),
  };
}
