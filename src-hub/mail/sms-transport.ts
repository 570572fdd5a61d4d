import { SECOND } from '../../src-shared/time/units.ts';
import { messageSchema, type Message } from '../../src-shared/sms/message.ts';
import { smsSender } from '../../src-shared/sms/sms-sender.ts';
import type { SmsGateway } from '../../src-shared/sms/sms-gateway.ts';
import { smsText } from '../../src-shared/sms/sms-text.ts';
import type { HubSecret } from '../basics/hub-secret.ts';
import { unseal } from '../basics/seal.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import type { OutboxTransport } from './outbox/outbox-sender.ts';
import type { TakenMessage } from './outbox/outbox-queue.ts';
import { SMS_PURPOSE } from './post-sms.ts';
import { minutesLeft } from './update-late-mail.ts';
import { z } from 'zod';

/** Most text messages that one hub sends at a time. */
const AT_ONCE = 4;

const storedSchema = z.strictObject({ to: z.string(), message: messageSchema });

/** Sends the text messages of the outbox. */
export function smsTransport(deps: Pick<HubDeps, 'settings' | 'now'>, gateway: SmsGateway): OutboxTransport {
  const sender = smsSender(gateway, AT_ONCE);
  return {
    atOnce: AT_ONCE,
    tryTimeout: gateway.timeoutSeconds * SECOND,
    send: async (taken, stop, limit) => {
      const opened = open(deps.settings.HUB_SECRET, taken);
      if (opened === null) return { outcome: 'refused', fault: 'damaged' };
      const message = stillValid(opened.message, taken.made_at, deps.now());
      if (message === null) return { outcome: 'ended' };
      return sender.send({ to: opened.to, text: smsText(message), reference: taken.id }, stop, limit);
    },
    close: () => sender.close(),
  };
}

function open(
  secret: HubSecret,
  { sealed }: Pick<TakenMessage, 'sealed'>,
): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.parse(JSON.parse(unseal(secret, SMS_PURPOSE, sealed)));
  } catch {
    return null;
  }
}

/** A code promises only the minutes that are left. @returns null when it is no longer valid */
function stillValid(message: Message, madeAt: Date, now: Date): Message | null {
  if (!('validMinutes' in message)) return message;
  const validMinutes = minutesLeft(message.validMinutes, madeAt, now);
  return validMinutes === 0 ? null : { ...message, validMinutes };
}
