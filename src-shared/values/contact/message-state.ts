import { z } from 'zod';

/** State of a code's message. `refused`: it does not arrive any more. */
export const messageStateSchema = z.enum(['waiting', 'sent', 'refused']);
