import { maskPhone } from '../../../src-shared/values/contact/phone.ts';
import { MASKED_EMAIL } from '../../../src-shared/values/contact/email.ts';
import { readReach } from '../../codes/reach.ts';
import { channelsSent } from '../../mail/outbox/sending-hubs.ts';
import type { SpaceHandler } from '../session/space-handler.ts';

/** How the holder can be reached, masked as on each public screen, and which of these ways head office uses. */
export const channels: SpaceHandler<'channels'> = ({ deps, session }) =>
  deps.database.transaction(async (connection) => {
    const { email, phone, isMember } = await readReach(connection, deps.settings, session.self);
    const sent = await channelsSent(connection, deps);
    return {
      result: 'ok',
      email: email === null ? null : MASKED_EMAIL,
      phone: phone === null ? null : maskPhone(phone),
      ...{ isMember, mail: sent.has('email'), sms: sent.has('sms') },
    };
  });
