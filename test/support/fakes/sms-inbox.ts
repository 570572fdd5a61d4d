import {
  type ReceivedSms,
  type SmsGatewayOptions,
  startSmsGateway,
} from '../../../tools/demo/sms-gateway.ts';
import { Inbox } from './inbox.ts';

/** A real SMS gateway and the messages that it received. */
export interface SmsInbox {
  readonly url: string;
  readonly all: readonly ReceivedSms[];
  /** Takes the first matching SMS; waits up to `timeout` milliseconds. */
  readonly next: (wants?: (sms: ReceivedSms) => boolean, timeout?: number) => Promise<ReceivedSms>;
  readonly close: () => Promise<void>;
}

/** Opens a gateway that accepts everything, or gives the configured answers. */
export async function openSmsInbox(
  options: Pick<SmsGatewayOptions, 'answer' | 'port'> = {},
): Promise<SmsInbox> {
  const inbox = new Inbox<ReceivedSms>();
  const server = await startSmsGateway({ ...options, onSms: inbox.put });
  return { ...server, all: inbox.all, next: (wants, timeout) => inbox.next(wants, timeout) };
}
