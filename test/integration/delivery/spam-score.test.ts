import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src-main/delivery/message.ts';
import { LANGUAGES } from '../../../src-shared/language.ts';
import { openMailbox } from '../../support/mailbox.ts';
import { codeMail, noticeMail } from '../../support/outbox-desk.ts';
import { openRig } from './delivery-rig.ts';

const FILTER = 'spamassassin';
const installed = spawnSync(FILTER, ['--version']).status === 0;

/** A score that no filter takes for spam; Debian's limit is 5. */
const LIMIT = 2;

/** The mails that the application sends: each kind in each language. */
const DELIVERIES = [codeMail(), noticeMail()].flatMap((delivery) =>
  LANGUAGES.map((language): Delivery => ({ ...delivery, message: { ...delivery.message, language } })),
);

/** The message as a mailbox server stores it: with the line that tells where it came from. */
function stored(raw: string, to: string): string {
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const from = 'from smtp.mutuelle-servicesplus.fr (smtp.mutuelle-servicesplus.fr [192.0.2.25])';
  return `Received: ${from}\r\n\tby mx.adherent.test with ESMTPS for <${to}>; ${date}\r\n${raw}`;
}

async function scoreOf(mail: string): Promise<{ score: number; report: string }> {
  const filter = spawn(FILTER, ['-L', '-t'], { stdio: ['pipe', 'pipe', 'ignore'] });
  filter.stdin.end(mail, 'latin1');
  const report = await text(filter.stdout);
  const found = /^X-Spam-Status: .*?score=(-?[0-9.]+)/msu.exec(report);
  if (!found) throw new Error('the filter gave no score');
  return { score: Number(found[1]), report };
}

describe('the spam filter', () => {
  // Elsewhere the filter may be missing, and the tests below do not run; where the mails must be judged, it may not.
  it('is there where the mails must be judged', () => {
    const needed = process.env['CI'] !== undefined;
    expect(installed || !needed, `install Debian's ${FILTER}: the mails must be judged by it`).toBe(true);
  });

  it.runIf(installed).each(DELIVERIES)(
    'lets $message.kind in $message.language pass',
    { timeout: 60_000 },
    async (delivery) => {
      const box = await openMailbox();
      const rig = openRig({ mail: { port: box.port } });
      rig.post(delivery);
      const { raw, to } = await box.next();
      await rig.stop();
      await box.close();
      const { score, report } = await scoreOf(stored(raw, to));
      expect(score, report.slice(0, 4000)).toBeLessThan(LIMIT);
    },
  );

  it.runIf(installed)('would catch what is spam', { timeout: 60_000 }, async () => {
    const bait = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
    expect((await scoreOf(`Subject: test\r\n\r\n${bait}\r\n`)).score).toBeGreaterThan(LIMIT);
  });
});
