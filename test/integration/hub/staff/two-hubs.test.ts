import { describe, expect, it } from 'vitest';
import { STAFF_PIN, StaffFixture } from '../../../support/hub/staff-fixture.ts';
import { askAs } from '../../../support/hub/hub-requests.ts';
import { postgresqlPrograms } from '../../../support/hub/databases/postgresql-cluster.ts';

describe.skipIf(postgresqlPrograms() === null)('two hubs on one database', () => {
  it('count the tries of a badge together, also at once', async () => {
    const staff = await StaffFixture.open({ engine: 'postgresql' });
    const { badge } = await staff.adviser();
    const other = await staff.rig.another();
    const kiosks = [staff.kiosk, await staff.rig.enrol('Nantes 2'), await staff.rig.enrol('Nantes 3')];
    const ask = async (url: string, pin: string, place: number): Promise<string> => {
      const client = kiosks[place % kiosks.length] ?? staff.kiosk;
      const body = { visit: null, badge, pin };
      const answer = await askAs(url, client, { method: 'POST', path: '/v1/staff/login', body });
      return (answer.body as { result: string }).result;
    };
    const urls = [staff.rig.url, other.url];
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, i) => ask(urls[i % 2] ?? '', String(700_000 + 137 * i), i)),
    );
    // The fifth wrong one is answered as the lock that it makes.
    expect(results.filter((result) => result === 'wrong')).toHaveLength(4);
    for (const url of urls) expect(await ask(url, STAFF_PIN, 1)).toBe('locked');
  });

  it('take each code of an authenticator once', async () => {
    const staff = await StaffFixture.open({ engine: 'postgresql' });
    const adviser = await staff.adviser();
    const other = await staff.rig.another();
    const { session } = await staff.helping(adviser, null, { factor: false });
    const code = adviser.code();
    const answers = await Promise.all(
      [staff.rig.url, other.url].map((url) =>
        askAs(url, staff.kiosk, {
          ...{ method: 'POST', path: '/v1/staff/second-factor', body: { session, code } },
        }),
      ),
    );
    expect(answers.map(({ body }) => (body as { result: string }).result).toSorted()).toEqual([
      'in',
      'wrong',
    ]);
  });
});
