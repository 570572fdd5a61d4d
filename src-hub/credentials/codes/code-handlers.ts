import type {
  AskCodeAnswer,
  AskCodeBody,
  CheckCodeAnswer,
  CodeWays,
} from '../../../src-shared/hub-api/codes.ts';
import { MOST_CODE_TRIES, PROVEN_RECOVERY_LIFE } from '../../../src-shared/policy/codes.ts';
import { isPhoneChannel, type SentChannel } from '../../../src-shared/values/contact/channel.ts';
import { checkCode } from '../../codes/check-code.ts';
import { askerOf, smsCostToday, type Asker } from '../../codes/code-limits.ts';
import { messageOf } from '../../codes/message-state.ts';
import { resendIn, sendWait } from '../../codes/send-rules.ts';
import { sendCode } from '../../codes/send-code.ts';
import { readCodeUse } from '../../codes/sent-codes.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HandlersOf } from '../../http/handlers.ts';
import { Refusal } from '../../http/refuse.ts';
import { redeemWait } from '../../letters/codes/code-tries.ts';
import { codeAddresses, codeRecipient } from './code-recipient.ts';
import { settledMessage } from './settled-message.ts';

/** Handlers of `/v1/codes…`: codes by which members set a password, named by their number. */
export function codeHandlers(
  deps: HubDeps,
): HandlersOf<'code-ways' | 'ask-code' | 'code-state' | 'check-code'> {
  return {
    'code-ways': ({ body }) => codeWays(deps, body.number),
    'ask-code': async ({ caller, body, request }) => {
      const answer = await askCode(deps, askerOf(caller, request), body);
      deps.metrics.attempt(
        'password-code',
        answer?.result === 'ok' ? 'sent' : (answer?.result ?? 'malformed'),
      );
      return (
        answer ??
        new Refusal('malformed', 'This attempt was made before, for something else: take a new one.')
      );
    },
    'code-state': async ({ body }) => ({
      message: await messageOf(deps.database, body.visit, body.attempt.toLowerCase()),
    }),
    'check-code': async ({ caller, body }) => {
      const checked = await checkCode(deps, {
        ...{ attempt: body.attempt.toLowerCase(), code: body.code, purposes: ['password'] },
        ...{ kiosk: caller.id, visit: body.visit.toLowerCase(), proofLife: PROVEN_RECOVERY_LIFE },
      });
      const answer: CheckCodeAnswer =
        checked.result === 'ok' ? { result: 'ok', proof: checked.proof } : checked;
      deps.metrics.attempt('password-code', answer.result === 'ok' ? 'accepted' : answer.result);
      return answer;
    },
  };
}

async function codeWays(deps: HubDeps, number: string): Promise<CodeWays> {
  const { database, settings, now } = deps;
  return database.transaction(async (connection) => {
    const addresses = await codeAddresses(connection, deps, number);
    const at = now();
    const { sends, wrong } = await readCodeUse(connection, number, 'password', at);
    const isClosed =
      (await smsCostToday(connection, at)) + settings.HUB_SMS_PRICE > settings.HUB_SMS_DAY_CEILING;
    const locked = redeemWait(wrong, at.getTime());
    const wayOf = (channel: SentChannel, sender: string): CodeWays['email'] =>
      !addresses.has(channel)
        ? null
        : {
            sender,
            waitMs:
              isPhoneChannel(channel) && isClosed
                ? null
                : Math.max(locked, sendWait(sends, { channel, target: null }, at.getTime())),
          };
    return {
      email: wayOf('email', settings.HUB_MAIL_FROM),
      sms: wayOf('sms', settings.HUB_SMS_SENDER),
      lockedFor: wrong.length >= MOST_CODE_TRIES && locked > 0 ? locked : null,
      isSpent: resendIn(sends, { channel: 'email', target: null }, at.getTime()) === null,
    };
  });
}

/** @returns null when the attempt was used for something else */
async function askCode(deps: HubDeps, asker: Asker, asked: AskCodeBody): Promise<AskCodeAnswer | null> {
  const { number, channel } = asked;
  const sent = await sendCode(deps, {
    ...{ attempt: asked.attempt.toLowerCase(), visit: asked.visit.toLowerCase(), channel, asker },
    ...{ purpose: 'password', counted: number, target: null, to: null },
    find: (connection) => codeRecipient(connection, deps, asked),
  });
  switch (sent.result) {
    case 'ok': {
      const { codeFor, triesLeft, resendIn: again, message } = sent;
      return {
        ...{ result: 'ok', codeFor, triesLeft, resendIn: again },
        message: await settledMessage(deps, asked.visit.toLowerCase(), asked.attempt.toLowerCase(), message),
      };
    }
    case 'not-the-same':
      return null;
    case 'paused':
    case 'closed':
    case 'no-channel':
      return sent;
  }
}
