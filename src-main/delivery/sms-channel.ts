import { phoneSchema } from '../../src-shared/values/contact/phone.ts';
import { z } from 'zod';
import type { Timers } from '../clock/timers.ts';
import type { ChannelModule } from './channel-module.ts';
import { messageSchema } from '../../src-shared/sms/message.ts';
import type { SmsSettings } from './settings.ts';
import { smsSender } from '../../src-shared/sms/sms-sender.ts';
import { smsText } from '../../src-shared/sms/sms-text.ts';
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

/** Sends text messages to an HTTP gateway, one at a time. */
export function smsTransport(deps: { settings: SmsSettings; timers: Timers }): Transport<SmsDelivery> {
  const { settings, timers } = deps;
  const sender = smsSender(settings, 1);
  return {
    async send(id, delivery, signal) {
      const limit = new AbortController();
      const cancel = timers.after(settings.timeoutSeconds * SECOND, () => limit.abort());
      try {
        const fields = { to: delivery.to, text: smsText(delivery.message), reference: id };
        return await sender.send(fields, signal, limit.signal);
      } finally {
        cancel();
      }
    },
    close: () => sender.close(),
  };
}
