import type { HubSecret } from '../../basics/hub-secret.ts';
import type { MailDeps } from '../../mail/post-mail.ts';
import { seal, unseal } from '../../basics/seal.ts';

/** Purpose under which the contents of requests are sealed. */
export const REQUEST_PURPOSE = 'member-request';

/** Encrypts the content of a request as JSON. */
export function sealRequest({ settings, randomBytes }: MailDeps, content: object): Buffer {
  return seal({ secret: settings.HUB_SECRET, randomBytes }, REQUEST_PURPOSE, JSON.stringify(content));
}

/** Decrypts what {@link sealRequest} made. @returns null: damaged, or sealed with another secret */
export function unsealRequest(secret: HubSecret, sealed: Uint8Array): unknown {
  try {
    return JSON.parse(unseal(secret, REQUEST_PURPOSE, sealed));
  } catch {
    return null;
  }
}
