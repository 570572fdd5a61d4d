import { m } from '../../../../src-shared/messages/compiled/messages.js';
import type { Channel, SentChannel } from '../../../../src-shared/values/contact/channel.ts';
import type { IconName } from '../../../ui/display/icons.ts';

/** Icon and title of a channel on offer. */
export const CHANNEL_OFFERS: Record<Channel, { readonly icon: IconName; readonly title: () => string }> = {
  email: { icon: 'mail', title: m.channel_email },
  sms: { icon: 'phone', title: m.channel_sms },
  letter: { icon: 'letter', title: m.channel_letter },
};

/** Shown while a message is on its way: its sender, and where else to look for it; null: nowhere else. */
export const CHANNEL_HINTS: Record<
  SentChannel,
  { readonly from: (inputs: { sender: string }) => string; readonly elsewhere: (() => string) | null }
> = {
  email: { from: m.code_from_email, elsewhere: m.code_spam },
  sms: { from: m.code_from_sms, elsewhere: null },
};
