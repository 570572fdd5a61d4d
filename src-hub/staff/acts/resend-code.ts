import { codeRecipient } from '../../credentials/codes/code-recipient.ts';
import { sendCode } from '../../codes/send-code.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { refusedAct, type ActResult, type AllowedAct } from './act.ts';

/**
 * Sends the code for a password by the channel that the adviser chose, within the limits of everybody. It has its own
 * transaction; the same act again sends nothing.
 */
export async function resendCode(
  deps: HubDeps,
  { id, act: { channel, language }, visit, subject, asker }: AllowedAct<'resend-code'>,
): Promise<ActResult> {
  const sent = await sendCode(deps, {
    ...{ attempt: id, visit, channel, asker, purpose: 'password', counted: subject, target: null, to: null },
    find: (connection) => codeRecipient(connection, deps, { number: subject, channel, language }),
  });
  switch (sent.result) {
    case 'ok': {
      const { codeFor, triesLeft, resendIn } = sent;
      return {
        answer: { result: 'done', kind: 'resend-code', codeFor, triesLeft, resendIn },
        facts: { channel },
      };
    }
    case 'paused':
    case 'closed':
      return refusedAct(sent.result, Math.max(1, sent.waitMs));
    case 'no-channel':
      return refusedAct('no-channel');
    case 'not-the-same':
      return refusedAct('ended');
  }
}
