import type { Delivery } from './channels.ts';
import { MINUTE } from '../../src-shared/time/units.ts';

/**
 * The delivery with the minutes that its code is still valid, since it may have waited.
 * @param expiresAt steady moment; null: never expires
 */
export function stillValid(delivery: Delivery, expiresAt: number | null, now: number): Delivery {
  const { message } = delivery;
  if (!('validMinutes' in message) || expiresAt === null) return delivery;
  const left = Math.max(1, Math.round((expiresAt - now) / MINUTE));
  const validMinutes = Math.min(message.validMinutes, left);
  return { ...delivery, message: { ...message, validMinutes } } as Delivery;
}
