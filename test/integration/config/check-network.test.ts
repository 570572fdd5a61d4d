import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import { checkNetwork, type NetworkResult } from '../../../src-main/config/check-network.ts';
import { configSchema } from '../../../src-main/config/config-schema.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { addKiosk } from '../../../src-hub/kiosks/kiosk-registry.ts';
import { MINUTE } from '../../../src-shared/time/units.ts';
import { openMailbox } from '../../support/fakes/mailbox.ts';
import { openHubRig } from '../../support/hub/hub-rig.ts';
import { kioskEdges } from '../../support/kiosk/kiosk-edges.ts';
import { listening } from '../../support/listening.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { openSmsInbox } from '../../support/fakes/sms-inbox.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { membersKnown, openAt } from '../head-office/actions.ts';

const TLS = path.resolve(import.meta.dirname, '../../support/tls');
const CODE = 'ACDE-FGHJ-KMNP-3467';
const AUTH = { user: 'kiosk', pass: 'Very-secret-1' };
const PAIR = { key: pem('key.pem'), cert: pem('cert.pem') };

function pem(name: string): string {
  return readFileSync(path.join(TLS, name), 'utf8');
}

const { secretStore } = kioskEdges({
  time: new ManualTime(),
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  wipe: () => undefined,
});

function ask(changes: Record<string, unknown>, now = (): number => Date.now()): Promise<NetworkResult[]> {
  const config = configSchema.parse({
    ...{ mode: 'demo', dataDir: temporaryFolder() },
    ...(changes['hub'] === undefined && { members: { file: 'members.ndjson' } }),
    ...changes,
  });
  return checkNetwork(config, { secretStore, timers: systemTimers, random: systemRandom, now });
}

const mailAt = (port: number, more: object = {}) => ({
  mail: { host: '127.0.0.1', port, from: 'no-reply@exemple.invalid', connectTimeoutSeconds: 1, ...more },
});

const smsAt = (url: string) => ({
  sms: { url, template: '{{to}} {{text}}', sender: 'MCRN', timeoutSeconds: 1 },
});

describe('head office', () => {
  it('is reached before the enrolment, without spending the code, and knows the kiosk after it', async () => {
    const hub = await openHubRig();
    const issued = await addKiosk(hub.deps, 'Nantes 1', 'kiosk');
    const settings = { url: hub.url, enrolmentCode: issued?.code ?? '' };
    expect(await ask({ hub: settings })).toEqual([
      { key: 'hub', ok: true, words: expect.stringContaining('not enrolled yet') as string },
      { key: 'clock', ok: true, words: expect.stringContaining('agrees') as string },
    ]);
    const rig = await openAt(settings);
    await membersKnown(rig);
    const dataDir = path.join(rig.folder, 'data');
    const [known] = await ask({ hub: settings, dataDir });
    expect(known).toMatchObject({ ok: true, words: 'head office answers and knows this kiosk' });
    await hub.deps.database.db.updateTable('kiosk').set({ revoked_at: new Date() }).execute();
    const [revoked] = await ask({ hub: settings, dataDir });
    expect(revoked).toMatchObject({
      key: 'hub',
      ok: false,
      words: expect.stringContaining('revoked') as string,
    });
  });

  it.each([
    [5, 'ahead of'],
    [-90, 'behind'],
  ])('has another clock by %i minutes', async (minutes, words) => {
    const hub = await openHubRig();
    const results = await ask(
      { hub: { url: hub.url, enrolmentCode: CODE } },
      () => Date.now() + minutes * MINUTE,
    );
    expect(results.at(-1)).toMatchObject({
      ...{ key: 'clock', ok: false },
      words: expect.stringMatching(
        new RegExp(`${Math.abs(minutes)} minutes ${words}.*set it`, 'u'),
      ) as string,
    });
  });

  it('is not what answers, has an unknown authority, or is nowhere', async () => {
    const plain = await listening(http.createServer((_, response) => response.end('<html>')));
    const secure = await listening(https.createServer(PAIR));
    for (const [url, words] of [
      [`http://127.0.0.1:${plain}`, /not head office/u],
      [`https://localhost:${secure}`, /hub\.ca/u],
      ['http://127.0.0.1:9', /Nobody answers/u],
      ['https://hub.invalid', /DNS/u],
    ] as const)
      expect(await ask({ hub: { url, enrolmentCode: CODE } })).toEqual([
        { key: 'hub', ok: false, words: expect.stringMatching(words) as string },
      ]);
  });
});

describe('the mail server', () => {
  it.each([
    [
      'takes the account under TLS',
      { starttls: PAIR, auth: AUTH },
      { auth: AUTH },
      true,
      /takes the account/u,
    ],
    ['answers without an account', {}, {}, true, /answers; no message/u],
    [
      'refuses the account',
      { starttls: PAIR, auth: AUTH },
      { auth: { ...AUTH, pass: 'x' } },
      false,
      /mail\.auth/u,
    ],
    ['has no TLS', {}, { requireTls: true }, false, /TLS fails.*mail\.secure/u],
  ])('%s', async (_, server, mail, ok, words) => {
    const box = await openMailbox(server);
    onTestFinished(() => box.close());
    expect(await ask(mailAt(box.port, mail))).toEqual([
      { key: 'mail', ok, words: expect.stringMatching(words) as string },
    ]);
    expect(box.all).toEqual([]);
  });

  it('is not there, or something else', async () => {
    expect(await ask(mailAt(9))).toMatchObject([
      { ok: false, words: expect.stringContaining('nobody answers') as string },
    ]);
    expect(await ask(mailAt(25, { host: 'mail.invalid' }))).toMatchObject([
      { ok: false, words: expect.stringContaining('DNS') as string },
    ]);
    const port = await listening(http.createServer());
    expect(await ask(mailAt(port))).toMatchObject([{ ok: false }]);
  });
});

describe('the SMS gateway', () => {
  it('answers, and gets no message', async () => {
    const sms = await openSmsInbox();
    onTestFinished(() => sms.close());
    expect(await ask(smsAt(sms.url))).toMatchObject([{ key: 'sms', ok: true }]);
    expect(sms.all).toEqual([]);
  });

  it('is not there, or has a certificate of nobody', async () => {
    expect(await ask(smsAt('http://127.0.0.1:9'))).toMatchObject([
      { ok: false, words: expect.stringContaining('nobody answers') as string },
    ]);
    const port = await listening(https.createServer(PAIR));
    expect(await ask(smsAt(`https://localhost:${port}`))).toMatchObject([
      { ok: false, words: expect.stringContaining('TLS fails') as string },
    ]);
  });
});
