import type { AskCodeBody } from '../../../src-shared/hub-api/codes.ts';
import { CODE_LIFE } from '../../../src-shared/policy/codes.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import {
  contactOn,
  isPhoneChannel,
  SENT_CHANNELS,
  type SentChannel,
} from '../../../src-shared/values/contact/channel.ts';
import { heldChannels } from '../../codes/held-channels.ts';
import { readReach } from '../../codes/reach.ts';
import type { Recipient } from '../../codes/send-code.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { postMail } from '../../mail/post-mail.ts';
import { postSms } from '../../mail/post-sms.ts';
import { channelsSent } from '../../mail/outbox/sending-hubs.ts';

/**
 * Where codes for a member's password go, by channel: to what is on file, where a hub sends, and where no adviser has
 * corrected it of late.
 */
export async function codeAddresses(
  connection: HubConnection,
  deps: HubDeps,
  number: string,
): Promise<ReadonlyMap<SentChannel, string>> {
  const reach = await readReach(connection, deps.settings, number);
  const isSent = await channelsSent(connection, deps);
  const isHeld = await heldChannels(connection, number, deps.now());
  return new Map(
    SENT_CHANNELS.flatMap((channel) => {
      const to = contactOn(channel, reach);
      return to === null || !isSent.has(channel) || isHeld.has(channel) ? [] : [[channel, to] as const];
    }),
  );
}

/** Who gets a code for a member's password; null: the member has no such channel now. */
export async function codeRecipient(
  connection: HubConnection,
  deps: HubDeps,
  { number, channel, language }: Pick<AskCodeBody, 'number' | 'channel' | 'language'>,
): Promise<Recipient | null> {
  const to = (await codeAddresses(connection, deps, number)).get(channel);
  if (to === undefined) return null;
  return {
    holder: number,
    post: (code, expiresAt) =>
      isPhoneChannel(channel)
        ? postSms(connection, deps, {
            ...{ to, language, expiresAt },
            message: { kind: 'activation-code', code, validMinutes: CODE_LIFE / MINUTE },
          })
        : postMail(
            connection,
            deps,
            { kind: 'activation-code', to, language, code, codeMinutes: CODE_LIFE / MINUTE },
            expiresAt,
          ),
  };
}
