import type { HubSecret } from '../basics/hub-secret.ts';
import type { OutgoingMail } from '../../src-shared/mail/smtp-sender.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { letterheadOf } from '../basics/settings/letterhead.ts';
import { hubMailSchema, type HubMail } from './templates/hub-mail.ts';
import type { TakenMessage } from './outbox/outbox-queue.ts';
import { MAIL_PURPOSE } from './post-mail.ts';
import { isOfMissingKey, unseal } from '../basics/seal.ts';
import { updateLateMail } from './update-late-mail.ts';
import { renderHubMail } from './render-hub-mail.ts';

/**
 * Decrypts a mail and renders it.
 * @returns `damaged`: unreadable, or sealed with another secret; `ended`: its content is no longer valid;
 *   `key-missing`: another hub can open it
 */
export function openMail(
  { settings }: Pick<HubDeps, 'settings'>,
  { sealed, made_at: madeAt }: Pick<TakenMessage, 'sealed' | 'made_at'>,
  now: Date,
): Omit<OutgoingMail, 'id'> | 'damaged' | 'ended' | 'key-missing' {
  if (isOfMissingKey(settings.HUB_SECRET, sealed)) return 'key-missing';
  const stored = readMail(settings.HUB_SECRET, sealed);
  if (stored === null) return 'damaged';
  const mail = updateLateMail(stored, madeAt, now);
  if (mail === null) return 'ended';
  const { name, address, phone, email } = letterheadOf(settings);
  return {
    from: { name: settings.HUB_MAIL_FROM_NAME ?? name, address: settings.HUB_MAIL_FROM },
    to: mail.to,
    replyTo: email,
    date: now,
    language: mail.language,
    mail: renderHubMail(mail, { name, address: address.join(', '), phone, email }),
  };
}

function readMail(secret: HubSecret, sealed: Uint8Array): HubMail | null {
  try {
    const parsed = hubMailSchema.safeParse(JSON.parse(unseal(secret, MAIL_PURPOSE, sealed)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
