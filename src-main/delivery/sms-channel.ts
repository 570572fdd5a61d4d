import { phoneSchema } from '../../src-shared/values/contact/phone.ts';
import { z } from 'zod';
import type { Agent, request as undiciRequest } from 'undici';
import type { Timers } from '../clock/timers.ts';
import type { ChannelModule } from './channel-module.ts';
import { httpFault, judgeHttpStatus } from './http-fault.ts';
import { messageSchema } from './templates/message.ts';
import type { SmsSettings } from './settings.ts';
import { fillSmsTemplate } from './sms-body.ts';
import { smsText } from './templates/sms-text.ts';
import type { Transport } from './transport.ts';
import { SECOND } from '../../src-shared/time/units.ts';

const smsDeliverySchema = z.strictObject({
  channel: z.literal('sms'),
  to: phoneSchema,
  message: messageSchema,
});

/** A delivery by SMS. */
type SmsDelivery = z.infer<typeof smsDeliverySchema>;

/** Text messages, through the configured HTTP gateway. */
export const smsChannel = {
  id: 'sms',
  delivery: smsDeliverySchema,
  open: ({ sms }, { timers }) =>
    sms === undefined ? null : { sender: sms.sender, transport: smsTransport({ settings: sms, timers }) },
} satisfies ChannelModule<'sms'>;

/** Bytes of an answer that are read before the connection is closed; its content is not used. */
const ANSWER_LIMIT = 16 * 1024;

/** Sends text messages to an HTTP gateway, one POST with JSON each. Redirects are not followed. */
export function smsTransport(deps: { settings: SmsSettings; timers: Timers }): Transport<SmsDelivery> {
  const { settings, timers } = deps;
  let agent: Agent | undefined;
  // Loaded with the first message, so that the start does not wait for it.
  const client = async (): Promise<{ request: typeof undiciRequest; dispatcher: Agent }> => {
    const undici = await import('undici');
    agent ??= new undici.Agent({
      connections: 1,
      pipelining: 1,
      connect: { timeout: settings.timeoutSeconds * SECOND },
    });
    return { request: undici.request, dispatcher: agent };
  };
  const accepted = settings.acceptedStatus;
  return {
    async send(id, delivery, signal) {
      const limit = new AbortController();
      const cancel = timers.after(settings.timeoutSeconds * SECOND, () => limit.abort());
      const fields = { to: delivery.to, text: smsText(delivery.message), reference: id };
      try {
        const { request, dispatcher } = await client();
        const { statusCode, body } = await request(settings.url, {
          dispatcher,
          method: 'POST',
          headers: { ...settings.headers, 'content-type': 'application/json' },
          body: JSON.stringify(fillSmsTemplate(settings.template, fields)),
          signal: AbortSignal.any([signal, limit.signal]),
        });
        // The status decides; a body that stalls or breaks changes nothing.
        await body.dump({ limit: ANSWER_LIMIT }).catch(() => undefined);
        return judgeHttpStatus(statusCode, accepted);
      } catch (error) {
        if (signal.aborted) return { outcome: 'later', fault: 'stopped' };
        if (limit.signal.aborted) return { outcome: 'later', fault: 'timeout' };
        return { outcome: 'later', fault: httpFault(error as NodeJS.ErrnoException) };
      } finally {
        cancel();
      }
    },
    close: () => void agent?.destroy(),
  };
}
