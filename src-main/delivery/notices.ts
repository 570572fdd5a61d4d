import {
  contactOn,
  SENT_CHANNELS,
  type Contacts,
  type PhoneChannel,
  type SentChannel,
} from '../../src-shared/values/contact/channel.ts';
import type { Agency } from '../../src-shared/journey/agency.ts';
import type { Language } from '../../src-shared/language.ts';
import type { MailMessage, Message } from './templates/message.ts';
import type { Outbox } from './outbox.ts';
import { KIOSK_NOTICE_LIFE } from '../../src-shared/policy/notices.ts';

/** The fields of a member that messages need. */
export interface Addressee extends Contacts {
  readonly key: string;
}

/** A person with a phone number from head office. */
export type PhoneAddressee = Pick<Addressee, 'key'> & { readonly phone: string };

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
   * Tells the member on every channel on file that a password was set. Head office, where there is one, sends the mail:
   * a stolen kiosk must not be able to keep it back.
   * @param at wall-clock moment
   */
  passwordSet(to: Addressee, language: Language, at: number, now: number): void {
    const message = { kind: 'password-set', agency: this.#agency, language, at } as const;
    for (const channel of SENT_CHANNELS) {
      if (channel === 'email' && this.#hasHeadOffice) continue;
      if (contactOn(channel, to) !== null && this.#channels[channel])
        this.#post(to, channel, message, now + KIOSK_NOTICE_LIFE);
    }
  }

  /**
   * Sends a fresh code of the member space, made by head office, to a phone.
   * @returns the outbox id of the message
   */
  spaceCode(
    to: PhoneAddressee,
    channel: PhoneChannel,
    message: Pick<Extract<Message, { kind: 'space-code' }>, 'code' | 'language' | 'purpose' | 'validMinutes'>,
    expiresAt: number,
  ): string {
    return this.#toPhone(to, channel, { kind: 'space-code', agency: this.#agency, ...message }, expiresAt);
  }

  /** Tells the former phone that the e-mail address or phone number was changed. `at` is a wall-clock moment. */
  contactChanged(
    to: PhoneAddressee,
    message: Pick<Extract<Message, { kind: 'contact-changed' }>, 'at' | 'channel' | 'language'>,
    now: number,
  ): void {
    if (!this.#channels.sms) return;
    this.#toPhone(
      to,
      'sms',
      { kind: 'contact-changed', agency: this.#agency, ...message },
      now + KIOSK_NOTICE_LIFE,
    );
  }

  #toPhone(
    { key, phone }: PhoneAddressee,
    channel: PhoneChannel,
    message: Message,
    expiresAt: number,
  ): string {
    return this.#outbox.add({ channel, to: phone, message }, { memberKey: key, expiresAt });
  }

  #post(to: Addressee, channel: SentChannel, message: MailMessage, expiresAt: number): string {
    const address = contactOn(channel, to);
    if (address === null) throw new Error(`no ${channel} address on file`);
    return this.#outbox.add({ channel, to: address, message }, { memberKey: to.key, expiresAt });
  }
}
