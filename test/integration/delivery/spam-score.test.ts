import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect } from 'vitest';
import { renderHubMail } from '../../../src-hub/mail/render-hub-mail.ts';
import type { MailDelivery } from '../../../src-main/delivery/email-channel.ts';
import { renderMessage } from '../../../src-main/delivery/templates/render-message.ts';
import { LANGUAGES, type Language } from '../../../src-shared/messages/languages.ts';
import type { RenderedMail } from '../../../src-shared/mail/render-mail.ts';
import { smtpSender } from '../../../src-shared/mail/smtp-sender.ts';
import type { ReceivedMail } from '../../../tools/demo/mail-server.ts';
import { sampleMails } from '../../../tools/preview/sample-mails.ts';
import { itWith } from '../../support/peers.ts';
import { openMailbox } from '../../support/fakes/mailbox.ts';
import { AGENCY, codeMail, MEMBER_MAIL, noticeMail } from '../../support/outbox-fixture.ts';

const FILTER = 'spamassassin';

/** A score that no filter takes for spam; Debian's limit is 5. */
const LIMIT = 2;

const BAIT =
  'Message-ID: <bait@test>\r\nSubject: test\r\n\r\nXJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n';

/** One mail that is sent. */
interface Sample {
  readonly name: string;
  readonly language: Language;
  readonly mail: RenderedMail;
}

/** The mails that the kiosk and the hub send: each kind in each language. */
const SAMPLES: readonly Sample[] = LANGUAGES.flatMap((language) => [
  ...[codeMail(), noticeMail()].map(({ message }: MailDelivery) => ({
    name: `${message.kind} of the kiosk`,
    language,
    mail: renderMessage({ ...message, language }),
  })),
  ...sampleMails(language).map((mail) => ({
    name: `${mail.kind} of the hub`,
    language,
    mail: renderHubMail(mail, AGENCY),
  })),
]);

/** The mails as a server gets them. */
async function sent(samples: readonly Sample[]): Promise<ReceivedMail[]> {
  const box = await openMailbox();
  const server = { host: '127.0.0.1', port: box.port, secure: false, connections: 1, timeoutSeconds: 10 };
  const sender = smtpSender(server);
  const never = new AbortController().signal;
  const received: ReceivedMail[] = [];
  for (const { language, mail } of samples) {
    const id = crypto.randomUUID();
    const from = { name: AGENCY.name, address: 'no-reply@mutuelle-servicesplus.fr' };
    const date = new Date();
    const outgoing = { id, from, to: MEMBER_MAIL, replyTo: AGENCY.email, date, language, mail };
    expect(await sender.send(outgoing, never, never)).toEqual({ outcome: 'accepted' });
    received.push(await box.next());
  }
  sender.close();
  await box.close();
  return received;
}

/** The message as a mailbox server stores it: with the line that tells where it came from. */
function stored({ raw, to }: ReceivedMail): string {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const from = 'from smtp.mutuelle-servicesplus.fr (smtp.mutuelle-servicesplus.fr [192.0.2.25])';
  return `Received: ${from}\r\n\tby mx.adherent.test with ESMTPS for <${to}>; ${date}\r\n${raw}`;
}

/**
 * Has the filter judge mails, all in one run: its start takes longer than all of them.
 * @returns what it says of each, by Message-ID: it goes through them in an order of its own
 */
async function judge(mails: readonly string[]): Promise<Map<string, { score: number; report: string }>> {
  const filter = spawn(FILTER, ['-L', '-t', '--mbox'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const box = mails.map((mail) => {
    const lines = mail.replaceAll('\r\n', '\n').replace(/^From /gmu, '>From ');
    return `From judge Thu Jan  1 00:00:00 2026\n${lines}\n`;
  });
  filter.stdin.end(box.join('\n'), 'latin1');
  const reports = (await text(filter.stdout)).split(/^From judge .*$/mu).slice(1);
  return new Map(
    reports.map((report) => {
      const [, id] = /^Message-ID: (<.*>)$/imu.exec(report) ?? [];
      const [, score] = /^X-Spam-Status: .*?score=(-?[0-9.]+)/msu.exec(report) ?? [];
      if (id === undefined || score === undefined) throw new Error('the filter gave no score');
      return [id, { score: Number(score), report }];
    }),
  );
}

describe('the spam filter', () => {
  itWith('SpamAssassin')(
    'lets every mail pass, and would catch what is spam',

    async () => {
      const mails = await sent(SAMPLES);
      const verdicts = await judge([...mails.map(stored), BAIT]);
      expect(verdicts.size).toBe(SAMPLES.length + 1);
      expect(verdicts.get('<bait@test>')?.score).toBeGreaterThan(LIMIT);
      for (const [index, { headers }] of mails.entries()) {
        const verdict = verdicts.get(headers['message-id'] ?? '');
        const { name = '', language = '' } = SAMPLES[index] ?? {};
        const what = `${name}, ${language}\n${verdict?.report.slice(0, 4000) ?? ''}`;
        expect(verdict?.score, what).toBeLessThan(LIMIT);
      }
    },
  );
});
