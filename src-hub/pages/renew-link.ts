import { findLink, type LinkDeps } from '../accounts/confirmation/confirmation-links.ts';
import { readResendWait } from '../accounts/confirmation/confirmations.ts';
import { resendConfirmation } from '../accounts/confirmation/resend-confirmation.ts';
import { maskIdentifier } from '../basics/mask-identifier.ts';
import type { PageView } from './page-view.ts';

/** Posts a new mail to the account of a link, and returns the page that says so. */
export async function renewLink(deps: LinkDeps, token: string): Promise<PageView> {
  const link = await findLink(deps.database, deps, token);
  if (link === null || link.state === 'void') return { kind: 'unknown' };
  if (link.state === 'used') return { kind: 'already' };
  if (link.state === 'taken') return { kind: 'taken' };
  const { id, email } = link.account;
  const identifier = maskIdentifier(email);
  const resent = await resendConfirmation(deps, id);
  if (resent === 'posted') return { kind: 'sent', identifier };
  // Confirmed or deleted since it was read, or its term is over: a new letter is the way on.
  if (resent === 'taken') return { kind: 'taken' };
  if (resent === 'settled') {
    const again = await findLink(deps.database, deps, token);
    return again?.state === 'used' ? { kind: 'already' } : { kind: 'unknown' };
  }
  const now = deps.now();
  const wait = await deps.database.transaction((connection) => readResendWait(connection, id, now));
  return { kind: 'too-early', identifier, at: wait === null ? null : now.getTime() + wait };
}
