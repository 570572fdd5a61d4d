import { z } from 'zod';

/**
 * What keeps a kiosk from serving, as a short word: `disk-full`, `display`. The hub keeps and lists it as it is, so
 * that a newer kiosk may have words of its own. Null: nothing.
 */
const troubleSchema = z
  .string()
  .regex(/^[a-z][a-z-]{0,39}$/u)
  .nullable();

/** Body of the call by which a kiosk tells its state: at its start, and whenever it changes. */
export const kioskStateBodySchema = z.strictObject({ trouble: troubleSchema });

/** Answer to it. */
export const kioskStateAnswerSchema = z.object({ result: z.literal('noted') });
