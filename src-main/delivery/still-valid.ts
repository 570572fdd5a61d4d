import type { Delivery } from './channels.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/**
 * The delivery as it is true now: a code that goes late does not promise the minutes that it has waited.
 * @param expiresAt steady moment; null: never
 */
export function stillValid(delivery: Delivery, expiresAt: number | null, now: number): Delivery {
  const { message } = delivery;
  if (!('validMinutes' in message) || expiresAt === null) return delivery;
  const left = Math.max(1, Math.round((expiresAt - now) / MINUTE));
  const validMinutes = Math.min(message.validMinutes, left);
  return { ...delivery, message: { ...message, validMinutes } } as Delivery;
}
