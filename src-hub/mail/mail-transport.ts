import { smtpTryTimeout, type SmtpServer } from '../../src-shared/mail/smtp-options.ts';
import { smtpSender } from '../../src-shared/mail/smtp-sender.ts';
import type { HubDeps } from '../core/hub-deps.ts';
import { openMail } from './open-mail.ts';
import type { OutboxTransport } from './outbox/outbox-sender.ts';
import { MAILS_AT_ONCE } from './smtp-of-settings.ts';

/** Sends the mails of the outbox. */
export function mailTransport(deps: Pick<HubDeps, 'settings' | 'now'>, server: SmtpServer): OutboxTransport {
  const smtp = smtpSender(server);
  return {
    atOnce: MAILS_AT_ONCE,
    tryTimeout: smtpTryTimeout(server),
    send: async (taken, stop, limit) => {
      const mail = openMail(deps, taken, deps.now());
      if (mail === 'ended') return { outcome: 'ended' };
      if (mail === 'key-missing') return { outcome: 'later', fault: 'key-missing' };
      if (mail === 'damaged') return { outcome: 'refused', fault: 'damaged' };
      return smtp.send({ id: taken.id, ...mail }, stop, limit);
    },
    close: () => smtp.close(),
  };
}
