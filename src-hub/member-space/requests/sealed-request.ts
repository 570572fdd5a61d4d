import type { MailDeps } from '../../mail/post-mail.ts';
import { seal, unseal } from '../../basics/seal.ts';

/** Under which the contents of requests are sealed. */
const REQUEST_PURPOSE = 'member-request';

/** Seals all that was sent, as JSON: signs of every kind come back as they were. */
export function sealRequest({ settings, randomBytes }: MailDeps, content: object): Buffer {
  return seal({ secret: settings.HUB_SECRET, randomBytes }, REQUEST_PURPOSE, JSON.stringify(content));
}

/** Opens what {@link sealRequest} has made. @returns null: damaged, or sealed under another secret */
export function unsealRequest(secret: string, sealed: Uint8Array): unknown {
  try {
    return JSON.parse(unseal(secret, REQUEST_PURPOSE, sealed));
  } catch {
    return null;
  }
}
