import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kiosksCommand } from '../../../src-hub/kiosks/kiosks-command.ts';
import { systemTimers } from '../../../src-main/clock/timers.ts';
import { HubClient } from '../../../src-main/hub-client/hub-client.ts';
import { openLog } from '../../../src-main/log/open-log.ts';
import { FeedClient } from '../../../src-main/member-feed/feed-client.ts';
import { outOfServiceKiosk } from '../../../src-main/out-of-service-kiosk.ts';
import { MCRN_NANTES } from '../../../src-main/config/config-schema.ts';
import { APP_VERSION } from '../../../src-shared/app-version.ts';
import { CONTRACT, CONTRACT_HEADER, isServed, VERSION_HEADER } from '../../../src-shared/hub-api/contract.ts';
import { openHubRig, type HubRig, type RigClient } from '../../support/hub/hub-rig.ts';
import { RequestSigner } from '../../../src-main/hub-client/request-signer.ts';
import { connectionOf } from '../../support/hub/hub-requests.ts';
import { systemRandom } from '../../../src-main/random/random.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const packageJson = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
) as { version: string };

async function kiosksOf(rig: HubRig): Promise<string> {
  const lines: string[] = [];
  await kiosksCommand.run(['list'], rig.deps, (line) => lines.push(line));
  return lines.join('\n');
}

/** Asks as a kiosk with more headers. */
const asking = (rig: HubRig, client: RigClient, headers: Record<string, string>) => {
  const signer = new RequestSigner(() => rig.clock.now().getTime(), systemRandom);
  const path = '/v1/nowhere';
  const signed = signer.headers(connectionOf(rig.url, client), { method: 'GET', path });
  const plain = Object.entries(signed).filter(([name]) => ![VERSION_HEADER, CONTRACT_HEADER].includes(name));
  return rig.ask('GET', path, undefined, { ...Object.fromEntries(plain), ...headers });
};

/** Version of the last kiosk of a list; the state of updates follows it. */
const versionIn = (list: string): string | undefined => list.split('\n').at(-1)?.split(/ +/u).at(-2);

describe('the version of the application', () => {
  it('is that of package.json', () => {
    expect(APP_VERSION).toBe(packageJson.version);
  });

  it.each(['its calls', 'its feed'])('is told by a kiosk with %s, and listed for staff', async (how) => {
    const rig = await openHubRig();
    const connection = connectionOf(rig.url, await rig.enrol('Nantes 1'));
    const edges = { timers: systemTimers, now: () => Date.now(), random: systemRandom };
    expect(versionIn(await kiosksOf(rig))).toBe('-');
    if (how === 'its calls') {
      const client = new HubClient({ url: rig.url, ca: null, ...edges });
      onTestFinished(() => client.close());
      expect(await client.call('nir-key', {}, { by: connection })).toMatchObject({ ok: true });
    } else {
      const client = new FeedClient({ connection, silence: 5000, ...edges });
      onTestFinished(() => client.close());
      const answer = await client.ask({ after: 0, wait: 0 }, new AbortController().signal);
      expect(answer.kind).toBe('feed');
    }
    const list = await kiosksOf(rig);
    expect(list).toMatch(/^name .* version {2}update$/mu);
    expect(list.split('\n').at(-1)).toMatch(/^Nantes 1 /u);
    expect(versionIn(list)).toBe(APP_VERSION);
  });

  it.each([
    [['FR', 'RE'], [{ onlyKiosk: '', onlyHub: 'BL,GF,GP,MF,MQ,YT' }]],
    [['FR', 'GP', 'GF', 'MQ', 'RE', 'YT', 'BL', 'MF', 'CH'], [{ onlyKiosk: 'CH', onlyHub: '' }]],
    [['MF', 'BL', 'YT', 'RE', 'MQ', 'GF', 'GP', 'FR'], []],
    [undefined, []],
  ])(
    'comes with the countries of its text messages, %j, and the log tells once that they differ',
    async (smsCountries, told) => {
      const rig = await openHubRig();
      const connection = connectionOf(rig.url, await rig.enrol('Nantes 1'));
      const edges = { timers: systemTimers, now: () => Date.now(), random: systemRandom };
      const client = new HubClient({ url: rig.url, ca: null, smsCountries, ...edges });
      onTestFinished(() => client.close());
      for (let count = 0; count < 2; count += 1) await client.call('nir-key', {}, { by: connection });
      const listed = (await kiosksOf(rig)).split('\n').at(-1) ?? '';
      const { onlyKiosk = '', onlyHub = '' } = told[0] ?? {};
      expect(listed.includes('HUB_SMS_COUNTRIES')).toBe(told.length > 0);
      expect(listed).toContain(onlyKiosk === '' ? '' : `also to ${onlyKiosk}`);
      expect(listed).toContain(onlyHub === '' ? '' : `not to ${onlyHub.replaceAll(',', ' ')}`);
      const said = rig.log.lines.filter(({ event }) => event === 'sms-countries-differ');
      expect(said.map(({ fields }) => fields)).toEqual(
        told.map((fields) => expect.objectContaining(fields) as unknown),
      );
    },
  );

  it('is known at once when it changes, stays when none is told, and is nothing else than a version', async () => {
    const rig = await openHubRig({ now: new Date('2026-03-02T09:00:00Z') });
    const client = await rig.enrol('Nantes 1');
    for (const [told, listed] of [
      ['1.4.0', '1.4.0'],
      ['1.5.0-rc.1+7', '1.5.0-rc.1+7'],
      ['', '1.5.0-rc.1+7'],
      ['1.6.0 <b>', '1.5.0-rc.1+7'],
      ['1'.repeat(41), '1.5.0-rc.1+7'],
    ] as const) {
      await asking(rig, client, told === '' ? {} : { [VERSION_HEADER]: told });
      expect(versionIn(await kiosksOf(rig)), told).toBe(listed);
    }
  });

  it('stands in each line of the log of a kiosk', () => {
    const folder = temporaryFolder();
    openLog(folder, () => Date.UTC(2026, 2, 2)).info({ count: 1 }, 'looked');
    const [name = ''] = readdirSync(folder);
    const line = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as unknown;
    expect(line).toMatchObject({ version: APP_VERSION, count: 1, msg: 'looked' });
  });

  it('stands on the screen of a kiosk that could not start', async () => {
    const screen = { id: 'out-of-service', reason: 'storage', reference: 'A1B2C3', details: [] } as const;
    const kiosk = outOfServiceKiosk({ ...screen, details: [] }, MCRN_NANTES);
    const view = await kiosk.act({ serial: 0, action: { type: 'show' } });
    expect(view.screen).toEqual({ ...screen, version: APP_VERSION });
  });
});

describe('the contract', () => {
  it.each<[string | undefined, number, boolean]>([
    [undefined, 1, true],
    [undefined, 2, false],
    ['1', 1, true],
    ['1', 2, false],
    ['2', 2, true],
    ['3', 2, true],
    ['0', 1, false],
    ['', 1, false],
    ['-1', 1, false],
    ['1.5', 1, false],
    ['one', 1, false],
  ])('%s is served by a hub whose oldest is %i: %s', (header, oldest, served) => {
    expect(isServed(header, oldest)).toBe(served);
  });

  it('of a kiosk is the present one, which is served', () => {
    expect(isServed(String(CONTRACT))).toBe(true);
  });

  it('that is too old is refused whoever calls, and whatever token they show', async () => {
    const rig = await openHubRig();
    const client = await rig.enrol('Nantes 1');
    const outdated = { status: 403, body: { error: 'outdated' } };
    const old = { [CONTRACT_HEADER]: '0' };
    expect(await asking(rig, client, old)).toMatchObject(outdated);
    expect(await rig.ask('GET', '/v1/members/changes?after=0', undefined, old)).toMatchObject(outdated);
    expect(await rig.ask('POST', '/v1/kiosks/enrol', {}, old)).toMatchObject(outdated);
    expect(await rig.ask('GET', '/v1/devices/me', undefined, old)).toMatchObject(outdated);
    expect((await asking(rig, client, { [CONTRACT_HEADER]: '1' })).status).toBe(404);
    expect((await asking(rig, client, { [CONTRACT_HEADER]: '99' })).status).toBe(404);
    expect((await rig.ask('GET', '/healthz', undefined, { ...old })).status).toBe(200);
  });
});
