import type { Clock } from '../../src-main/clock/clock.ts';
import { JOURNAL_MIGRATIONS } from '../../src-main/database/migrations/journal-migrations.ts';
import { type Database, openDatabase } from '../../src-main/database/open-database.ts';
import { Vault } from '../../src-main/database/vault.ts';
import type { Delivery } from '../../src-main/delivery/channels.ts';
import type { MailDelivery } from '../../src-main/delivery/email-channel.ts';
import { Outbox } from '../../src-main/delivery/outbox.ts';
import type { Log } from '../../src-main/log/log.ts';
import { systemRandom } from '../../src-main/random/random.ts';
import { uuidV7Source } from '../../src-main/random/uuid-v7.ts';

export const AGENCY = {
  name: 'MCRN',
  address: '4 place des Jacobins, 44000 Nantes',
  phone: '02 40 89 22 91',
  email: 'infos@mcrn.fr',
};

/** Address of an invented member. */
export const MEMBER_MAIL = 'zoe.exemple@adherent.test';

/** Phone of an invented member, from a range reserved for fiction. */
export const MEMBER_PHONE = '+33639981234';

/** A code to look for. */
export const CODE = '482913';

/** A mail with the code. */
export function codeMail(to = MEMBER_MAIL, code = CODE): MailDelivery {
  return {
    channel: 'email',
    to,
    message: { kind: 'activation-code', language: 'fr', code, validMinutes: 10, agency: AGENCY },
  };
}

/** An SMS with the code. */
export function codeSms(to = MEMBER_PHONE, code = CODE): Delivery {
  return { channel: 'sms', to, message: codeMail(to, code).message };
}

/** A notice that a password was set. */
export function noticeMail(to = MEMBER_MAIL): MailDelivery {
  return {
    channel: 'email',
    to,
    message: { kind: 'password-set', language: 'fr', at: 1_763_791_200_000, agency: AGENCY },
  };
}

/** Opens a journal and its outbox like the application does. Opening the same file again is a restart. */
export function openOutbox(file: string, clock: Pick<Clock, 'now'>): { journal: Database; outbox: Outbox } {
  const journal = openDatabase(file, { migrations: JOURNAL_MIGRATIONS, synchronous: 'FULL' });
  return { journal, outbox: outboxOn(journal, clock) };
}

/** The outbox of an open journal. */
export function outboxOn(journal: Database, clock: Pick<Clock, 'now'>): Outbox {
  const vault = new Vault(Buffer.alloc(32, 7), systemRandom);
  return new Outbox({ journal, vault, clock, newId: uuidV7Source(clock, systemRandom) });
}

/** A log that keeps its lines, in the form in which they are written. */
export class KeptLog implements Log {
  readonly lines: string[] = [];
  readonly info = this.#keep('info');
  readonly warn = this.#keep('warn');
  readonly error = this.#keep('error');

  #keep(level: string): Log['info'] {
    return (fields, event) => this.lines.push(`${level} ${event} ${JSON.stringify(fields)}`);
  }

  /** All lines as one text. */
  get text(): string {
    return this.lines.join('\n');
  }
}
