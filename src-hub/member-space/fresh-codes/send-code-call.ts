import { contactOn, isPhoneChannel } from '../../../src-shared/values/contact/channel.ts';
import { readEmail } from '../../../src-shared/values/contact/email.ts';
import { readMobile } from '../../../src-shared/values/contact/phone.ts';
import type { SpaceAnswer, SpaceBody } from '../../../src-shared/hub-api/space-calls.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { codeTarget } from '../../codes/sent-codes.ts';
import { sendCode as sendAnyCode, type Recipient, type SendAnswer } from '../../codes/send-code.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { postMail } from '../../mail/post-mail.ts';
import { postSms } from '../../mail/post-sms.ts';
import { channelsSent } from '../../mail/outbox/sending-hubs.ts';
import { heldFor } from '../../codes/held-password.ts';
import { readReach } from '../../codes/reach.ts';
import type { SpaceHandler } from '../session/space-handler.ts';
import type { SpaceSession } from '../../sessions/space-session.ts';

type Asked = SpaceBody<'send-code'>;

/** Sends a fresh code for a step that needs one, and voids an earlier code for the same step. */
export const sendCode: SpaceHandler<'send-code'> = async ({ deps, session, caller }, asked) => {
  const { HUB_SECRET: secret } = deps.settings;
  const held = await deps.database.transaction((connection) => heldFor(connection, session.self, deps.now()));
  if (held > 0) return { result: 'paused', waitMs: held, because: 'held' };
  const sent = await sendAnyCode(deps, {
    ...{ attempt: asked.attempt.toLowerCase(), purpose: asked.purpose, channel: asked.channel },
    ...{ counted: session.self, visit: session.id, asker: caller },
    to: asked.purpose === 'new-contact' ? (asked.to ?? '') : null,
    target: asked.purpose === 'new-contact' ? codeTarget(secret, asked.to ?? '') : null,
    find: (connection) => recipientOf(connection, deps, session, asked),
  });
  const answer = answerOf(sent);
  deps.metrics.attempt('space-code', answer.result === 'ok' ? 'sent' : answer.result);
  return answer;
};

/** Kiosks of before send a text message of `sms` themselves: head office does it now, so there is none. */
function answerOf(sent: SendAnswer): SpaceAnswer<'send-code'> {
  switch (sent.result) {
    case 'ok': {
      const { codeFor, triesLeft, resendIn } = sent;
      return { result: 'ok', codeFor, triesLeft, resendIn, sms: null };
    }
    case 'paused':
    case 'closed':
      return { result: 'paused', waitMs: sent.waitMs };
    // The attempt was used for something else: say no more than for an unknown channel.
    case 'no-channel':
    case 'not-the-same':
      return { result: 'no-channel' };
  }
}

async function recipientOf(
  connection: HubConnection,
  deps: HubDeps,
  session: SpaceSession,
  asked: Asked,
): Promise<Recipient | null> {
  const { channel, language, purpose } = asked;
  const to = await destinationOf(connection, deps, session, asked);
  if (to === null) return null;
  return {
    holder: session.self,
    post: (code, expiresAt) =>
      isPhoneChannel(channel)
        ? postSms(connection, deps, {
            ...{ to, language, expiresAt },
            message: { kind: 'space-code', purpose, code, validMinutes: CODE_LIFE / MINUTE },
          })
        : postMail(
            connection,
            deps,
            { kind: 'space-code', to, language, purpose, code, codeMinutes: CODE_LIFE / MINUTE },
            expiresAt,
          ),
  };
}

/** The address or number on file; only `new-contact` takes it from the body. @returns null: none */
async function destinationOf(
  connection: HubConnection,
  deps: HubDeps,
  session: SpaceSession,
  { purpose, channel, to }: Asked,
): Promise<string | null> {
  if (!(await channelsSent(connection, deps)).has(channel)) return null;
  const { settings } = deps;
  const reach = await readReach(connection, settings, session.self);
  if (purpose !== 'new-contact') return contactOn(channel, reach);
  if (!reach.isMember || to === null) return null;
  const read = isPhoneChannel(channel) ? readMobile(to, settings.HUB_SMS_COUNTRIES) : readEmail(to);
  return read.ok && read.value === to ? to : null;
}
