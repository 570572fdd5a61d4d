import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectPostgresql } from '../../../../../src-hub/database/connect-postgresql.ts';
import { tidy } from '../../../../../src-hub/tidy/tidy.ts';
import { FIXTURE_START } from '../../../../support/hub/account-fixture.ts';
import { capturedLog } from '../../../../support/hub/captured-log.ts';
import { freshDatabase } from '../../../../support/hub/hub-rig.ts';
import { SpaceFixture } from '../../../../support/hub/space-fixture.ts';
import {
  address,
  addressStates,
  event,
  addressInEffect,
  storedRequests,
  question,
  send,
} from '../../../../support/hub/request-sender.ts';
import { describeWith } from '../../../../support/peers.ts';

const TODAY = '2026-11-23';
const TOGETHER = 10;

describeWith('PostgreSQL')('two hubs on PostgreSQL', () => {
  const fixtures: SpaceFixture[] = [];
  let fixture: SpaceFixture;
  let other: SpaceFixture;

  beforeAll(async () => {
    const { url } = await freshDatabase();
    const clock = { now: FIXTURE_START };
    const open = async (): Promise<SpaceFixture> => {
      const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
      const opened = await SpaceFixture.open({ database, clock });
      fixtures.push(opened);
      return opened;
    };
    fixture = await open();
    other = await open();
  }, 120_000);

  afterAll(async () => {
    for (const opened of fixtures) await opened.close();
  });

  it('apply the latest of addresses that arrive at once, and each request once', async () => {
    const member = await fixture.member();
    const events = Array.from({ length: TOGETHER }, (_, place) => {
      const at = fixture.clock.now - place;
      return [event(address(member, `${place} RUE`, TODAY), at), event(question(member), at)];
    });
    await Promise.all(
      [...events, ...events].map((some, place) => send(place % 2 === 0 ? fixture : other, some)),
    );
    const kept = await storedRequests(fixture, member);
    expect(kept).toHaveLength(2 * TOGETHER);
    const states = await addressStates(fixture, member);
    expect(states.at(-1)).toBe('0 RUE: done');
    expect(states.filter((state) => state.endsWith('received'))).toEqual([]);
    expect((await addressInEffect(fixture, member.number))[0]).toBe('0 RUE');
  });

  it('do not wait for an import: the address takes effect afterwards', async () => {
    const [member, insured] = [await fixture.member(), await fixture.insured()];
    await other.deps.database.transaction(async ({ query }) => {
      await query(`UPDATE member SET given_name = 'Odile' WHERE number = $1`, [member.number]);
      await query(`UPDATE insured SET given_name = 'Odile'`);
      const people = [member, insured];
      await send(
        fixture,
        people.map((person) => event(address(person, '1 RUE', TODAY), fixture.clock.now)),
      );
      expect(await addressStates(fixture, member)).toEqual(['1 RUE: received']);
      expect(await tidy(fixture.deps)).toMatchObject({ addresses: 0 });
    });
    expect(await tidy(fixture.deps)).toMatchObject({ addresses: 2 });
    expect(await addressInEffect(fixture, member.number)).toEqual(['1 RUE', 'Rennes', '35000', '35000']);
    expect(await addressStates(fixture, insured)).toEqual(['1 RUE: done']);
  });

  it('while another member’s import runs, an address with another postal code waits for it too', async () => {
    const [member, imported] = [await fixture.member(), await fixture.member()];
    await other.deps.database.transaction(async ({ query }) => {
      await query(`UPDATE member SET given_name = 'Odile' WHERE number = $1`, [imported.number]);
      await send(fixture, [event(address(member, '1 RUE', TODAY), fixture.clock.now)]);
      expect(await addressInEffect(fixture, member.number)).toEqual([null, null, null, '44000']);
    });
    expect(await tidy(fixture.deps)).toMatchObject({ addresses: 1 });
    expect((await addressInEffect(fixture, member.number))[0]).toBe('1 RUE');
  });
});
