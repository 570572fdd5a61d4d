import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgresql } from '../../../src-hub/database/connect-postgresql.ts';
import { tidy } from '../../../src-hub/tidy/tidy.ts';
import { DESK_START } from '../../support/hub/account-desk.ts';
import { capturedLog } from '../../support/hub/captured-log.ts';
import { freshDatabase } from '../../support/hub/hub-rig.ts';
import { postgresqlPrograms } from '../../support/hub/postgresql-cluster.ts';
import { SpaceDesk } from '../../support/hub/space-desk.ts';
import { address, addressStates, event, inEffect, keptOf, question, send } from './sender.ts';

const TODAY = '2026-11-23';
const TOGETHER = 10;

describe.runIf(postgresqlPrograms() !== null)('two hubs on PostgreSQL', () => {
  const desks: SpaceDesk[] = [];
  let desk: SpaceDesk;
  let other: SpaceDesk;

  beforeAll(async () => {
    const { url } = await freshDatabase();
    const clock = { now: DESK_START };
    const open = async (): Promise<SpaceDesk> => {
      const database = connectPostgresql({ url, connections: 8, log: capturedLog() });
      const opened = await SpaceDesk.open({ database, clock });
      desks.push(opened);
      return opened;
    };
    desk = await open();
    other = await open();
  }, 120_000);

  afterAll(async () => {
    for (const opened of desks) await opened.close();
  });

  it('apply the latest of addresses that arrive at once, and each request once', async () => {
    const member = await desk.member();
    const events = Array.from({ length: TOGETHER }, (_, place) => {
      const at = desk.clock.now - place;
      return [event(address(member, `${place} RUE`, TODAY), at), event(question(member), at)];
    });
    await Promise.all(
      [...events, ...events].map((some, place) => send(place % 2 === 0 ? desk : other, some)),
    );
    const kept = await keptOf(desk, member);
    expect(kept).toHaveLength(2 * TOGETHER);
    const states = await addressStates(desk, member);
    expect(states.at(-1)).toBe('0 RUE: done');
    expect(states.filter((state) => state.endsWith('received'))).toEqual([]);
    expect((await inEffect(desk, member.number))[0]).toBe('0 RUE');
  });

  it('do not wait for an import: the address takes effect afterwards', async () => {
    const [member, insured] = [await desk.member(), await desk.insured()];
    await other.deps.database.transaction(async ({ query }) => {
      await query(`UPDATE member SET given_name = 'Odile' WHERE number = $1`, [member.number]);
      await query(`UPDATE insured SET given_name = 'Odile'`);
      const people = [member, insured];
      await send(
        desk,
        people.map((person) => event(address(person, '1 RUE', TODAY), desk.clock.now)),
      );
      expect(await addressStates(desk, member)).toEqual(['1 RUE: received']);
      expect(await tidy(desk.deps)).toMatchObject({ addresses: 0 });
    });
    expect(await tidy(desk.deps)).toMatchObject({ addresses: 2 });
    expect(await inEffect(desk, member.number)).toEqual(['1 RUE', 'Rennes', '35000', '35000']);
    expect(await addressStates(desk, insured)).toEqual(['1 RUE: done']);
  });

  it('while another member’s import runs, an address with another postal code waits for it too', async () => {
    const [member, imported] = [await desk.member(), await desk.member()];
    await other.deps.database.transaction(async ({ query }) => {
      await query(`UPDATE member SET given_name = 'Odile' WHERE number = $1`, [imported.number]);
      await send(desk, [event(address(member, '1 RUE', TODAY), desk.clock.now)]);
      expect(await inEffect(desk, member.number)).toEqual([null, null, null, '44000']);
    });
    expect(await tidy(desk.deps)).toMatchObject({ addresses: 1 });
    expect((await inEffect(desk, member.number))[0]).toBe('1 RUE');
  });
});
