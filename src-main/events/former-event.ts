import { z } from 'zod';
import { eventBodySchema, type EventBody } from '../../src-shared/hub-api/events.ts';
import type { Vault } from '../database/vault.ts';

/** Purpose under which versions without a hub sealed their events. */
const FORMER_PURPOSE = 'outbox';

/** Their fields, by kind. Their moments were on the wall clock and are not read: the row has the steady one. */
const FORMER_BODIES: Readonly<Record<string, z.ZodType>> = {
  'password-set': z.object({ number: z.string(), phc: z.string() }),
  'letter-requested': z.object({ number: z.string() }),
};

/** Reads an event that a version without a hub recorded; null when it is none or cannot be read. */
export function formerEventBody(vault: Vault, kind: string, sealed: Buffer): EventBody | null {
  try {
    const fields = FORMER_BODIES[kind]?.parse(JSON.parse(vault.open(FORMER_PURPOSE, sealed)));
    const body = eventBodySchema.safeParse({ kind, ...(fields as object) });
    return body.success ? body.data : null;
  } catch {
    return null;
  }
}
