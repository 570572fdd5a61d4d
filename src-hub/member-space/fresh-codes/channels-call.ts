import { maskPhone } from '../../../src-shared/values/contact/phone.ts';
import { MASKED_EMAIL } from '../../../src-shared/values/contact/email.ts';
import { readReach } from '../../codes/reach.ts';
import type { SpaceHandler } from '../session/space-handler.ts';

/** How the holder can be reached, masked as on each public screen. */
export const channels: SpaceHandler<'channels'> = async ({ deps: { database, settings }, session }) => {
  const { email, phone, isMember } = await database.transaction((connection) =>
    readReach(connection, settings, session.self),
  );
  return {
    result: 'ok',
    email: email === null ? null : MASKED_EMAIL,
    phone: phone === null ? null : maskPhone(phone),
    isMember,
    sms: settings.HUB_SMS_URL !== undefined,
  };
};
