import { findByToken, type LinkDeps } from '../accounts/confirmation/confirmation-links.ts';
import { mayResend } from '../accounts/confirmation/confirmations.ts';
import { resendConfirmation } from '../accounts/confirmation/resend-confirmation.ts';
import { maskIdentifier } from '../basics/mask-identifier.ts';
import type { PageView } from './page-view.ts';

/** Posts a new mail to the address of the account of the link with this token, and says what became of it. */
export async function renewLink(deps: LinkDeps, token: string): Promise<PageView> {
  const link = await findByToken(deps.database, deps, token);
  if (link === null || link.state === 'void') return { kind: 'unknown' };
  if (link.state === 'used') return { kind: 'already' };
  const { id, email } = link.account;
  const identifier = maskIdentifier(email);
  const resent = await resendConfirmation(deps, id);
  if (resent === 'posted') return { kind: 'sent', identifier };
  // Confirmed, or gone, between the look and the lock: looked at again.
  if (resent === 'settled') return renewLink(deps, token);
  const now = deps.now();
  const wait = await deps.database.transaction((connection) => mayResend(connection, id, now));
  return { kind: 'too-early', identifier, at: wait === null ? null : now.getTime() + wait };
}
