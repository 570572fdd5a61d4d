import { smtpTryTimeout, type SmtpServer } from '../../src-shared/mail/smtp-options.ts';
import { smtpSender, type SmtpSender } from '../../src-shared/mail/smtp-sender.ts';
import type { TransportResult } from '../../src-shared/mail/send-result.ts';
import { retryWait } from '../../src-shared/policy/retry-wait.ts';
import { isDatabaseUnavailable } from '../database/unavailable.ts';
import { describeFault } from '../basics/describe-fault.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { expireMails, nextDueAt, postponeMail, settleMail, takeMail, type TakenMail } from './mail-queue.ts';
import { openMail } from './open-mail.ts';
import { MAIL_CHANNEL } from './post-mail.ts';
import { Sleep } from './sleep.ts';
import { MAILS_AT_ONCE } from './smtp-of-settings.ts';
import { SECOND } from '../../src-shared/time/units.ts';

/** Longest time between two looks at the outbox, in milliseconds: a notification can be lost. */
const LOOK_EVERY = 30 * SECOND;

/** Shortest time, in milliseconds: another hub may hold all mails that are due. */
const LOOK_AGAIN = 250;

/** Wait before the next try when the database is away, in milliseconds. */
const DATABASE_WAIT = 2000;

/** Time that mails in progress get when the hub stops, in milliseconds. */
const STOP_GRACE = 5000;

/**
 * Sends the mails of the outbox. Several hubs on one database share the work; one at a time sends a mail. Each mail is
 * sent at least once: if a hub dies after the server accepted it and before that is stored, it goes again with the same
 * Message-ID.
 */
export class MailSender {
  readonly #deps: HubDeps;
  readonly #tryTimeout: number;
  readonly #smtp: SmtpSender | null;
  readonly #sleep = new Sleep();
  readonly #giveUp = new AbortController();
  readonly #onTheirWay = new Set<Promise<void>>();
  readonly #running: Promise<void>;

  /** Starts to send, until the hub stops. @param server null: mails wait and expire */
  constructor(deps: HubDeps, server: SmtpServer | null) {
    this.#deps = deps;
    this.#smtp = server && smtpSender(server);
    this.#tryTimeout = server ? smtpTryTimeout(server) : 0;
    deps.stopping.addEventListener('abort', () => this.#sleep.wake(), { once: true });
    this.#running = this.#run();
  }

  /** Resolves when nothing runs any more. Mails that take longer than the grace time are left for the next start. */
  async stopped(grace: number = STOP_GRACE): Promise<void> {
    const late = setTimeout(() => this.#giveUp.abort(), grace);
    await this.#running;
    clearTimeout(late);
    this.#smtp?.close();
  }

  async #run(): Promise<void> {
    const { stopping } = this.#deps;
    const deaf = this.#smtp === null ? null : this.#listen();
    while (!stopping.aborted) await this.#sleep.atMost(await this.#look());
    await Promise.all(this.#onTheirWay);
    await (await deaf)?.().catch(() => undefined);
  }

  /** @returns a function that stops listening; null when listening failed, so that only {@link LOOK_EVERY} wakes it */
  async #listen(): Promise<(() => Promise<void>) | null> {
    const { database, log } = this.#deps;
    try {
      const deaf = await database.listen(MAIL_CHANNEL, () => this.#sleep.wake());
      // Mails that were posted before it listened sent no notification.
      this.#sleep.wake();
      return deaf;
    } catch (error) {
      log.warn(describeFault(error), 'mails-not-heard');
      return null;
    }
  }

  /** Starts to send all mails that are due. @returns when to look again, in milliseconds */
  async #look(): Promise<number> {
    const { database, now, log } = this.#deps;
    try {
      const expired = await expireMails(database, now());
      if (expired > 0) log.warn({ expired }, 'mails-expired');
      if (this.#smtp === null) return LOOK_EVERY;
      while (this.#onTheirWay.size < MAILS_AT_ONCE && !this.#deps.stopping.aborted) {
        const mail = await takeMail(database, now());
        if (mail === null) break;
        this.#set(this.#send(mail, this.#smtp));
      }
      const next = await nextDueAt(database);
      // At the limit, the next mail that ends looks again.
      if (next === null || this.#onTheirWay.size === MAILS_AT_ONCE) return LOOK_EVERY;
      return Math.min(Math.max(next.getTime() - now().getTime(), LOOK_AGAIN), LOOK_EVERY);
    } catch (error) {
      this.#complain(error, 'mails-unread');
      return DATABASE_WAIT;
    }
  }

  #set(sending: Promise<void>): void {
    const ended = sending.finally(() => {
      this.#onTheirWay.delete(ended);
      this.#sleep.wake();
    });
    this.#onTheirWay.add(ended);
  }

  async #send(taken: TakenMail, smtp: SmtpSender): Promise<void> {
    const result = await this.#try(taken, smtp);
    if (result.outcome === 'later') await this.#postpone(taken, result.fault);
    else if (result.outcome === 'accepted') await this.#settle(taken, 'sent', null);
    else if (result.outcome === 'ended') await this.#settle(taken, 'expired', null);
    else await this.#settle(taken, 'refused', result.fault);
  }

  async #try(taken: TakenMail, smtp: SmtpSender): Promise<TransportResult | { outcome: 'ended' }> {
    const { log, now } = this.#deps;
    const { id, kind } = taken;
    try {
      const mail = openMail(this.#deps, taken, now());
      if (mail === 'ended') return { outcome: 'ended' };
      if (mail === 'key-missing') return { outcome: 'later', fault: 'key-missing' };
      if (mail === 'damaged') return { outcome: 'refused', fault: 'damaged' };
      return await smtp.send({ id, ...mail }, this.#giveUp.signal, AbortSignal.timeout(this.#tryTimeout));
    } catch (error) {
      log.error({ mail: id, kind, ...describeFault(error) }, 'mail-fault');
      return { outcome: 'later', fault: 'bug' };
    }
  }

  async #settle(
    taken: TakenMail,
    state: 'sent' | 'refused' | 'expired',
    fault: string | null,
  ): Promise<void> {
    const { database, now, log } = this.#deps;
    const { id, kind, tries } = taken;
    await this.#record(() => settleMail(database, taken, state, fault, now()));
    const fields = { mail: id, kind, tries, ...(fault !== null && { fault }) };
    if (state === 'sent') log.info(fields, 'mail-sent');
    else log.warn(fields, `mail-${state}`);
  }

  async #postpone(taken: TakenMail, fault: string): Promise<void> {
    const { database, now, log } = this.#deps;
    const { id, kind, tries } = taken;
    // Stopped with the hub: another hub may take it at once.
    const wait = fault === 'stopped' ? 0 : retryWait(tries, { below: (bound) => this.#below(bound) });
    await this.#record(() => postponeMail(database, taken, new Date(now().getTime() + wait), fault));
    log.warn({ mail: id, kind, tries, fault }, 'mail-postponed');
  }

  /** Repeats a write while the database is away, because an unrecorded mail would be sent twice. */
  async #record(write: () => Promise<unknown>): Promise<void> {
    let isSaid = false;
    for (;;) {
      try {
        await write();
        return;
      } catch (error) {
        if (!isSaid && isDatabaseUnavailable(error)) this.#deps.log.warn({}, 'mail-not-recorded');
        isSaid = true;
        this.#complain(error, 'mail-not-recorded');
        if (this.#deps.stopping.aborted || !isDatabaseUnavailable(error)) return;
        await new Promise((resolve) => setTimeout(resolve, DATABASE_WAIT).unref());
      }
    }
  }

  #complain(error: unknown, event: string): void {
    const { database, log } = this.#deps;
    if (isDatabaseUnavailable(error)) database.noteAway(error);
    else log.error(describeFault(error), event);
  }

  #below(bound: number): number {
    return this.#deps.randomBytes(4).readUInt32BE() % bound;
  }
}
