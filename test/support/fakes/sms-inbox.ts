import {
  type ReceivedSms,
  type SmsGatewayOptions,
  startSmsGateway,
} from '../../../tools/demo/sms-gateway.ts';
import { Inbox } from './inbox.ts';

/** A real SMS gateway and what it has received. */
export interface SmsInbox {
  readonly url: string;
  readonly all: readonly ReceivedSms[];
  /** Takes the first SMS that fits, waiting up to `timeout` milliseconds for it. */
  readonly next: (wants?: (sms: ReceivedSms) => boolean, timeout?: number) => Promise<ReceivedSms>;
  readonly close: () => Promise<void>;
}

/** Opens a gateway that accepts all, or answers as told. */
export async function openSmsInbox(
  options: Pick<SmsGatewayOptions, 'answer' | 'port'> = {},
): Promise<SmsInbox> {
  const inbox = new Inbox<ReceivedSms>();
  const server = await startSmsGateway({ ...options, onSms: inbox.put });
  return { ...server, all: inbox.all, next: (wants, timeout) => inbox.next(wants, timeout) };
}
