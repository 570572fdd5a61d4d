import { CONTRACT, KIOSKS_SIGN_FROM } from '../../../../src-shared/hub-api/contract.ts';
import { describe, expect, it } from 'vitest';
import { kiosksCommand } from '../../../../src-hub/kiosks/kiosks-command.ts';
import { reportCommand } from '../../../../src-hub/observe/report-command.ts';
import { DAY, HOUR } from '../../../../src-shared/time/units.ts';
import { openReleases, sayingOf } from '../../../support/releases/hub-releases.ts';

describe('what a kiosk tells', () => {
  it('is seen in kiosks list, report, releases list and /metrics', async () => {
    const { add, run, rig, offer } = await openReleases();
    await add();
    await run('stage', '0.2.0', '--percent', '100');
    const client = await rig.enrol('Nantes 1');
    const tell = (releases: object[], checkedAgo: number | null = 0) =>
      rig.as(client).post('/v1/releases/news', { checkedAgo, releases });
    await offer(client);
    expect(await sayingOf(rig, kiosksCommand, 'list')).toMatch(/0\.2\.0 offered/u);
    expect((await tell([{ version: '0.2.0', state: 'fetched', why: null }])).body).toEqual({
      result: 'noted',
      contracts: { oldest: KIOSKS_SIGN_FROM, newest: CONTRACT },
    });
    // Asking again undoes nothing.
    await offer(client);
    expect(await sayingOf(rig, kiosksCommand, 'list')).toMatch(/0\.2\.0 fetched/u);
    await tell([{ version: '0.2.0', state: 'came-back', why: 'not-painted' }]);
    await tell([{ version: '0.2.0', state: 'came-back', why: 'not-painted' }]);
    expect(rig.log.lines.filter(({ event }) => event === 'release-came-back')).toHaveLength(1);
    expect(await sayingOf(rig, kiosksCommand, 'list')).toMatch(/0\.2\.0 came back: not painted/u);
    expect(await sayingOf(rig, reportCommand)).toMatch(/Nantes 1 +0\.2\.0 +came-back +not-painted/u);
    expect((await run('list')).said).toMatch(/0\.2\.0 +staged +100 % of all others +0 +0 +0 +1 +0/u);
    const metrics = await rig.ask('GET', '/metrics');
    expect(metrics.text).toContain('hub_kiosk_releases{version="0.2.0",state="came-back"} 1');
    // Not offered again until somebody says so.
    expect(await offer(client)).toMatchObject({ result: 'none' });
    await run('stage', '0.2.0', '--percent', '100', '--again');
    expect(await offer(client)).toMatchObject({ result: 'release' });
    await offer(client, { running: '0.2.0' });
    expect((await run('list')).said).toMatch(/0\.2\.0 +staged +100 % of all others +0 +0 +1 +0 +0/u);
  });

  it('raises the alarm after seven days without a check, and not before', async () => {
    const { rig } = await openReleases();
    const client = await rig.enrol('Nantes 1');
    await rig.enrol('Nantes 2');
    const tell = (checkedAgo: number | null) =>
      rig.as(client).post('/v1/releases/news', { checkedAgo, releases: [] });
    const overdue = async (): Promise<string> =>
      /hub_kiosks_update_overdue (\d+)/u.exec((await rig.ask('GET', '/metrics')).text)?.[1] ?? '';
    // A kiosk that has never told of checks fetches no updates from anywhere.
    expect(await overdue()).toBe('0');
    await tell(HOUR / 1000);
    rig.clock.advance(7 * DAY - HOUR - 1);
    expect(await overdue()).toBe('0');
    rig.clock.advance(1);
    expect(await overdue()).toBe('1');
    expect(await sayingOf(rig, kiosksCommand, 'list')).toContain('no check for 7 d');
    expect(await sayingOf(rig, reportCommand)).toContain(
      'No update check has succeeded for 7 days: Nantes 1',
    );
    await tell(null);
    expect(await overdue()).toBe('1');
    await tell(60);
    expect(await overdue()).toBe('0');
    // An older answer that comes late undoes nothing.
    await tell(30 * 24 * 3600);
    expect(await overdue()).toBe('0');
  });

  it('is refused where it is no news', async () => {
    const { rig } = await openReleases();
    const client = await rig.enrol('Nantes 1');
    for (const body of [
      { checkedAgo: -1, releases: [] },
      { checkedAgo: 0, releases: [{ version: '0.2.0', state: 'offered', why: null }] },
      { checkedAgo: 0, releases: [{ version: '0.2', state: 'fetched', why: null }] },
      { checkedAgo: 0, releases: [{ version: '0.2.0', state: 'came-back', why: 'Words of a person' }] },
    ])
      expect((await rig.as(client).post('/v1/releases/news', body)).status).toBe(400);
  });
});
