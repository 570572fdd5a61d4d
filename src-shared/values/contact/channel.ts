import { z } from 'zod';
import { MASKED_EMAIL } from './email.ts';
import { maskPhone } from './phone.ts';

/** Channels that reach a person at once, sent by a kiosk (`src-main/delivery/channels.ts`) or by head office. */
export const SENT_CHANNELS = ['email', 'sms'] as const;

/** Channels for a code: those above, and the letter that head office prints. */
export const CHANNELS = [...SENT_CHANNELS, 'letter'] as const;

/** Channels that are also a contact of a member, which the member can change. */
export const CONTACT_CHANNELS = ['email', 'sms'] as const satisfies readonly SentChannel[];

/** Schema of {@link Channel}. */
export const channelSchema = z.enum(CHANNELS);

/** E-mail, text message or letter. */
export type Channel = z.infer<typeof channelSchema>;

/** Schema of {@link SentChannel}. */
export const sentChannelSchema = z.enum(SENT_CHANNELS);

/** A channel of {@link SENT_CHANNELS}. */
export type SentChannel = z.infer<typeof sentChannelSchema>;

/** Schema of {@link ContactChannel}. */
export const contactChannelSchema = z.enum(CONTACT_CHANNELS);

/** A channel of {@link CONTACT_CHANNELS}: `email` is the address, `sms` the mobile number. */
export type ContactChannel = z.infer<typeof contactChannelSchema>;

/** Addresses of a person; null: none on file. */
export interface Contacts {
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
}

/** The contact that each channel uses. */
const CONTACT_OF = { email: 'email', sms: 'phone' } as const satisfies Record<SentChannel, keyof Contacts>;

/** A channel that reaches a phone; only kiosks send its messages. */
export type PhoneChannel = {
  [Id in SentChannel]: (typeof CONTACT_OF)[Id] extends 'phone' ? Id : never;
}[SentChannel];

/** Whether a channel reaches a phone. */
export function isPhoneChannel(channel: SentChannel): channel is PhoneChannel {
  return CONTACT_OF[channel] === 'phone';
}

/** The address for a channel; null: none. Also for masked contacts. */
export function contactOn(channel: SentChannel, contacts: Contacts): string | null {
  return contacts[CONTACT_OF[channel]];
}

/** Like {@link contactOn}, masked for a public screen: its owner can recognise it. */
export function maskedContactOn(channel: SentChannel, contacts: Contacts): string | null {
  const contact = contactOn(channel, contacts);
  if (contact === null) return null;
  return isPhoneChannel(channel) ? maskPhone(contact) : MASKED_EMAIL;
}

/** A value for each of {@link SENT_CHANNELS}. */
export function forEachChannel<Value>(value: (channel: SentChannel) => Value): Record<SentChannel, Value> {
  return Object.fromEntries(SENT_CHANNELS.map((channel) => [channel, value(channel)])) as Record<
    SentChannel,
    Value
  >;
}
