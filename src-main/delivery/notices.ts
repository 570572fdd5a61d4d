import {
  contactOn,
  SENT_CHANNELS,
  type Contacts,
  type SentChannel,
} from '../../src-shared/values/contact/channel.ts';
import type { Agency } from '../../src-shared/journey/agency.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import type { MailMessage } from '../../src-shared/sms/message.ts';
import type { Outbox } from './outbox.ts';
import { KIOSK_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';

/** The fields of a member that messages need. */
export interface Addressee extends Contacts {
  readonly key: string;
}

/** Writes the messages of the journeys into the outbox. Called inside the transaction that they belong to. */
export class Notices {
  readonly #outbox: Outbox;
  readonly #agency: Agency;
  readonly #channels: Readonly<Record<SentChannel, boolean>>;
  readonly #hasHeadOffice: boolean;

  constructor(deps: {
    outbox: Outbox;
    agency: Agency;
    channels: Readonly<Record<SentChannel, boolean>>;
    hasHeadOffice: boolean;
  }) {
    this.#outbox = deps.outbox;
    this.#hasHeadOffice = deps.hasHeadOffice;
    this.#agency = deps.agency;
    this.#channels = deps.channels;
  }

  /** @returns the outbox id of the message with the code */
  code(
    to: Addressee,
    channel: SentChannel,
    message: { code: string; language: Language; validMinutes: number; expiresAt: number },
  ): string {
    const { expiresAt, ...rest } = message;
    return this.#post(to, channel, { kind: 'activation-code', agency: this.#agency, ...rest }, expiresAt);
  }

  /**
   * Tells the member on every channel on file that a password was set. Head office, where there is one, does it:
   * a stolen kiosk must not be able to keep it back.
   * @param at wall-clock moment
   */
  passwordSet(to: Addressee, language: Language, at: number, now: number): void {
    const message = { kind: 'password-set', agency: this.#agency, language, at } as const;
    if (this.#hasHeadOffice) return;
    for (const channel of SENT_CHANNELS) {
      if (contactOn(channel, to) !== null && this.#channels[channel])
        this.#post(to, channel, message, now + KIOSK_NOTICE_LIFE);
    }
  }

  #post(to: Addressee, channel: SentChannel, message: MailMessage, expiresAt: number): string {
    const address = contactOn(channel, to);
    if (address === null) throw new Error(`no ${channel} address on file`);
    return this.#outbox.add({ channel, to: address, message }, { memberKey: to.key, expiresAt });
  }
}
