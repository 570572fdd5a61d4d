import { describe, expect, it } from 'vitest';
import {
  CHANNELS,
  channelSchema,
  contactChannelSchema,
  contactOn,
  forEachChannel,
  isPhoneChannel,
  maskedContactOn,
  sentChannelSchema,
} from '../../../../../src-shared/values/contact/channel.ts';

const CONTACTS = { email: 'zoe@exemple.fr', phone: '+33612345678' };

describe('a channel', () => {
  it('is a mail, a text message or a letter; the first two are sent, and are contacts', () => {
    expect(CHANNELS).toEqual(['email', 'sms', 'letter']);
    expect(channelSchema.options).toEqual(CHANNELS);
    expect(sentChannelSchema.options).toEqual(['email', 'sms']);
    expect(contactChannelSchema.options).toEqual(['email', 'sms']);
  });

  it('reaches the person by one of the contacts', () => {
    expect(forEachChannel((channel) => contactOn(channel, CONTACTS))).toEqual({
      email: CONTACTS.email,
      sms: CONTACTS.phone,
    });
    expect(forEachChannel(isPhoneChannel)).toEqual({ email: false, sms: true });
  });

  it('shows on a public screen only as much as its owner needs', () => {
    expect(forEachChannel((channel) => maskedContactOn(channel, CONTACTS))).toEqual({
      email: '*****@*****',
      sms: '** ** ** ** 78',
    });
    expect(forEachChannel((channel) => maskedContactOn(channel, { email: null, phone: null }))).toEqual({
      email: null,
      sms: null,
    });
  });
});
