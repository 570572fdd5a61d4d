import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { confirmByLink } from '../../../../src-hub/accounts/confirmation/confirmation-links.ts';
import { connectPglite } from '../../../../src-hub/database/connect-pglite.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../../../src-hub/database/migrate.ts';
import { resealAll } from '../../../../src-hub/keys/reseal.ts';
import { KEYED_COLUMNS, OTHER_BYTES } from '../../../../src-hub/keys/keyed-columns.ts';
import { letterCodeMac } from '../../../../src-hub/letters/codes/letter-code.ts';
import { sealRequest, unsealRequest } from '../../../../src-hub/member-space/requests/sealed-request.ts';
import { askAs, askHub, requestsOf, type RigClient } from '../../../support/hub/hub-requests.ts';
import { migratedDatabase } from '../../../support/hub/databases/recycled-database.ts';
import { FIXTURE_PASSWORD, SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { unpackMigrated } from '../../../support/hub/databases/pglite-image.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import {
  BOTH,
  KeysFixture,
  NEXT,
  NEXT_SECRET,
  OLD,
  ONLY_NEXT,
  ONLY_OLD,
  type Given,
} from './keys-fixture.ts';

const DAY = 24 * 3_600_000;
const CODE = 'ACDEFGHJKM';

async function letterOf(keys: KeysFixture, database: HubDatabase, number: string, at: number): Promise<void> {
  const { id: batch } = await database.db
    .insertInto('letter_batch')
    .values({ folder: 'batch of a test', handed_over_at: new Date(at) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await database.db
    .insertInto('letter')
    .values({
      ...{ id: randomUUID(), number, kind: 'password', batch, spent_at: null, voided_at: null },
      code_mac: letterCodeMac(keys.deps(ONLY_OLD).settings.HUB_SECRET, number, CODE),
      ...{ requested_at: new Date(at), expires_at: new Date(at + 21 * DAY), because: null, insured: null },
    })
    .execute();
}

async function requestOf(
  keys: KeysFixture,
  database: HubDatabase,
  holder: string,
  given: Given,
  text: string,
) {
  const id = randomUUID();
  await database.db
    .insertInto('member_request')
    .values({
      ...{ id, receipt: '0000', holder, made_by: holder, delegation: null, kind: 'question', topic: 'x' },
      ...{ sealed: sealRequest(keys.deps(given), { text }), made_at: new Date(), state: 'done' },
      ...{ rejected: null, reply: null, changed_at: new Date(), effective_on: null, applied_at: null },
    })
    .execute();
  return id;
}

const post = (url: string, client: RigClient, path: string, body: unknown) =>
  requestsOf(url, client).post(path, body);

describe('columns of bytes', () => {
  it('are all known to depend on a key, or not to', async () => {
    const database = await migratedDatabase();
    onTestFinished(() => database.close());
    const columns = await database.transaction(({ query }) =>
      query<{ name: string }>(
        `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
         WHERE table_schema = 'public' AND data_type = 'bytea'`,
      ),
    );
    const known = [...KEYED_COLUMNS.map(({ table, column }) => `${table}.${column}`), ...OTHER_BYTES];
    expect(columns.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
  });
});

describe('a rotation', () => {
  let fixture: SpaceFixture;
  let keys: KeysFixture;
  beforeAll(async () => {
    // Each hub of the database is one of the test: one without the next key would hold up the rotation.
    fixture = await SpaceFixture.open({ mailsElsewhere: false });
    keys = new KeysFixture(fixture.deps.database, fixture.clock);
  });
  afterAll(() => fixture.close());

  it('goes through while two hubs serve, and nothing that members hold is lost', async () => {
    const { kiosk, db } = fixture;
    const { database } = fixture.deps;
    // Made with the first key.
    const member = await fixture.member({ phone: '+33612345678' });
    const forgetful = await fixture.member();
    const session = await fixture.login(member);
    const attempt = randomUUID();
    const sent = await fixture.call(session.token, 'send-code', {
      ...{ attempt, purpose: 'device', channel: 'sms', to: null, language: 'fr' },
    });
    expect(sent.result).toBe('ok');
    const [text] = await fixture.accounts.texts('+33612345678');
    const code = text !== undefined && 'code' in text ? text.code : '';
    for (let wrong = 0; wrong < 3; wrong += 1)
      await post(fixture.accounts.url, kiosk, '/v1/logins', {
        identifier: forgetful.number,
        password: 'wrong',
      });
    await letterOf(keys, database, forgetful.number, fixture.clock.now);
    const pending = await fixture.accounts.account(await fixture.accounts.member());
    const link = await fixture.accounts.link(pending);
    const kept = await requestOf(keys, database, member.number, ONLY_OLD, 'made before');

    // A hub is added that has both; the first one has not.
    const one = await keys.hub(BOTH);
    expect(await keys.run(BOTH, 'keys', 'use', NEXT)).toMatchObject({ code: 1 });
    const added = await keys.run(BOTH, 'keys', 'add');
    expect(added).toMatchObject({ code: 0 });
    expect(added.said).toContain(NEXT);
    const early = await keys.run(BOTH, 'keys', 'use', NEXT);
    expect(early.code).toBe(1);
    expect(early.said).toContain(`does not have ${NEXT}`);
    // The first hub gets it: started anew, while the other one serves.
    await fixture.accounts.stop();
    const other = await keys.hub(BOTH);

    // Requests run at both from here to the end.
    const serving = { goes: true, made: 0 };
    const running = Promise.all(
      [one, other].map(async (hub) => {
        while (serving.goes) {
          const { status, body } = await post(hub.url, kiosk, '/v1/logins', {
            ...{ identifier: member.number, password: FIXTURE_PASSWORD },
          });
          expect([status, (body as { result: string }).result]).toEqual([200, 'accepted']);
          serving.made += 1;
        }
      }),
    );
    const used = await keys.run(BOTH, 'keys', 'use', NEXT);
    expect(used).toMatchObject({ code: 0 });
    await expect
      .poll(async () =>
        (await db.selectFrom('hub_process').select('in_use').execute()).map((row) => row.in_use),
      )
      .toEqual([NEXT, NEXT]);

    // Wrong passwords of before count on, each hub counting those of the other.
    const failed = { identifier: forgetful.number, password: 'wrong' };
    await post(one.url, kiosk, '/v1/logins', failed);
    await post(other.url, kiosk, '/v1/logins', failed);
    expect((await post(one.url, kiosk, '/v1/logins', failed)).body).toMatchObject({ result: 'delayed' });
    const redeem = { attempt: randomUUID(), number: forgetful.number, code: CODE };
    const proven = { attempt, code };
    expect(
      (
        await askAs(one.url, kiosk, {
          ...{ method: 'POST', path: '/v1/space/check-code', body: proven, session: session.token },
        })
      ).body,
    ).toMatchObject({ result: 'ok' });

    // Not before what depends on it is gone; it is said what.
    const refused = await keys.run(BOTH, 'keys', 'retire', OLD);
    expect(refused.code).toBe(1);
    for (const what of [
      'codes of letters',
      'links of confirmations',
      'requests of members',
      'mails that wait',
    ])
      expect(refused.said).toContain(what);
    expect(await keys.run(BOTH, 'keys', 'reseal')).toMatchObject({ code: 0 });
    const still = await keys.run(BOTH, 'keys', 'retire', OLD);
    expect(still.said).not.toContain('requests of members');
    expect(still.said).toContain('codes of letters');

    expect((await post(other.url, kiosk, '/v1/letters/redeem', redeem)).body).toEqual({ result: 'accepted' });
    expect(await confirmByLink(other.deps, link)).toBe('confirmed');
    fixture.clock.now += 2 * DAY;
    await expect.poll(async () => (await keys.run(BOTH, 'keys', 'retire', OLD)).said).toMatch(/^Retired/u);
    serving.goes = false;
    await running;
    expect(serving.made).toBeGreaterThan(4);

    const list = await keys.run(BOTH, 'keys', 'list');
    expect(list.said).toContain('take it out');
    expect(list.said).not.toContain(NEXT_SECRET);

    // Without the old secret all goes on; with it alone nothing does.
    const last = await keys.hub(ONLY_NEXT);
    expect(
      (await post(last.url, kiosk, '/v1/logins', { identifier: member.number, password: FIXTURE_PASSWORD }))
        .body,
    ).toMatchObject({ result: 'accepted' });
    const request = await db
      .selectFrom('member_request')
      .select('sealed')
      .where('id', '=', kept)
      .executeTakeFirstOrThrow();
    expect(unsealRequest(last.deps.settings.HUB_SECRET, request.sealed)).toEqual({ text: 'made before' });
    await expect(keys.hub(ONLY_OLD)).rejects.toThrow(NEXT);
    expect(await keys.run(ONLY_OLD, 'keys', 'list')).toMatchObject({ code: 78 });
    // A retired key is dead even where its secret still stands.
    expect(unsealRequest(keys.deps(ONLY_OLD).settings.HUB_SECRET, request.sealed)).toBeNull();

    // The audit is proven without the key of its first rows, and one changed word of them is found.
    const verified = await keys.run(ONLY_NEXT, 'audit', 'verify');
    expect(verified).toMatchObject({ code: 0 });
    await database.transaction(async ({ query }) => {
      await query('ALTER TABLE audit DISABLE TRIGGER audit_append_only');
      await query(`UPDATE audit SET reason = 'case 13' WHERE id = 1`);
    });
    const found = await keys.run(ONLY_NEXT, 'audit', 'verify');
    expect(found.code).toBe(1);
    expect(found.said).toContain('at least one was changed');
  }, 60_000);
});

describe('commands in a wrong order', () => {
  it('are refused, and say what comes first', async () => {
    const database = await migratedDatabase();
    onTestFinished(() => database.close());
    const clock = { now: Date.UTC(2026, 10, 23, 9) };
    const keys = new KeysFixture(database, clock);
    const said = async (given: Given, ...args: string[]): Promise<string> => {
      const { code, said: text } = await keys.run(given, ...args);
      return `${code}: ${text}`;
    };
    expect(await said(ONLY_OLD, 'keys', 'add')).toMatch(/^1: .*HUB_SECRET_NEXT/u);
    expect(await said(ONLY_OLD, 'keys', 'use', NEXT)).toMatch(/^1: .*not added/u);
    expect(await said(ONLY_OLD, 'keys', 'retire', OLD)).toMatch(/^1: .*is in use/u);
    expect(await said(ONLY_OLD, 'keys', 'retire', NEXT)).toMatch(/^1: There is no key/u);
    expect(await said(BOTH, 'keys', 'add')).toMatch(/^0: /u);
    expect(await said(BOTH, 'keys', 'add')).toMatch(/^1: .*known already/u);
    expect(await said(ONLY_OLD, 'keys', 'use', NEXT)).toMatch(/^1: The settings here/u);
    expect(await said(BOTH, 'keys', 'use', OLD)).toMatch(/^1: .*in use already/u);
    expect(await said(BOTH, 'keys', 'use', 'nonsense')).toMatch(/^2: /u);
    expect(await said(BOTH, 'keys', 'use', NEXT)).toMatch(/^0: /u);
    // Back, and forth again: nothing is lost by it.
    expect(await said(BOTH, 'keys', 'use', OLD)).toMatch(/^0: /u);
    expect(await said(BOTH, 'keys', 'use', NEXT)).toMatch(/^0: /u);
    // A command of somebody whose settings lack the key in use writes nothing.
    expect(await said(ONLY_OLD, 'keys', 'add')).toMatch(/^78: .*needs the key/u);
    expect(await said(BOTH, 'keys', 'retire', OLD)).toMatch(/^0: Retired/u);
    expect(await said(BOTH, 'keys', 'retire', OLD)).toMatch(/^1: .*retired already/u);
    expect(await said(BOTH, 'keys', 'use', OLD)).toMatch(/^1: .*is retired/u);
    expect(await said(BOTH, 'keys', 'add')).toMatch(/^1: .*is retired/u);
    expect(await said(ONLY_NEXT, 'audit', 'verify')).toMatch(/^0: /u);
  });
});

describe('sealing anew', () => {
  it('cut short goes on where it was, beside hubs that change rows, and leaves what is damaged', async () => {
    const fixture = await SpaceFixture.open({ mailsElsewhere: false });
    onTestFinished(() => fixture.close());
    const { database } = fixture.deps;
    const keys = new KeysFixture(database, fixture.clock);
    await database.db.deleteFrom('hub_process').execute();
    const { number } = await fixture.member();
    const texts = Array.from({ length: 1100 }, (_, index) => `question ${index}`);
    for (const text of texts) await requestOf(keys, database, number, ONLY_OLD, text);
    const damaged = await requestOf(keys, database, number, ONLY_OLD, 'lost');
    await database.db
      .updateTable('member_request')
      .set({ sealed: Buffer.alloc(60, 7) })
      .where('id', '=', damaged)
      .execute();
    await keys.run(BOTH, 'keys', 'add');
    fixture.clock.now += 61_000;
    expect(await keys.run(BOTH, 'keys', 'use', NEXT)).toMatchObject({ code: 0 });
    const deps = keys.deps(BOTH);
    await keys.run(BOTH, 'keys', 'list');
    const { loadKeys } = await import('../../../../src-hub/core/key-table.ts');
    await loadKeys(deps);
    const cut = resealAll(deps, () => {
      throw new Error('power cut');
    });
    await expect(cut).rejects.toThrow('power cut');
    const tags = async (): Promise<number> => {
      const rows = await database.db.selectFrom('member_request').select('sealed').execute();
      return rows.filter(({ sealed }) => Buffer.from(sealed).subarray(0, 4).toString('hex') === NEXT).length;
    };
    const half = await tags();
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(texts.length);
    const again = await keys.run(BOTH, 'keys', 'reseal', '--json');
    expect(JSON.parse(again.said)).toMatchObject({ resealed: texts.length - half, damaged: 1 });
    expect(JSON.parse((await keys.run(BOTH, 'keys', 'reseal', '--json')).said)).toMatchObject({
      resealed: 0,
    });
    const rows = await database.db.selectFrom('member_request').select('sealed').execute();
    const read = rows.map(({ sealed }) => unsealRequest(deps.settings.HUB_SECRET, sealed));
    expect(read.filter((content) => content !== null)).toHaveLength(texts.length);
    // What no key opens holds up nothing.
    fixture.clock.now += 2 * DAY;
    expect(await keys.run(BOTH, 'keys', 'retire', OLD)).toMatchObject({ code: 0 });
  });
});

describe('a backup of yesterday, restored after a rotation', () => {
  it('asks for the secret of its time, and is then rotated again', async () => {
    const folder = temporaryFolder();
    const [now, then] = [path.join(folder, 'now'), path.join(folder, 'then')];
    const clock = { now: Date.UTC(2026, 10, 23, 9) };
    await unpackMigrated(now);
    const first = await connectPglite(now);
    await migrateHub(first);
    const before = new KeysFixture(first, clock);
    await before.run(ONLY_OLD, 'keys', 'list');
    const person = {
      family_name: 'Exemple',
      given_name: 'Odette',
      birth_date: '1941-03-07',
      postal_code: '44000',
    };
    await first.db
      .insertInto('member')
      .values({ number: '0012345', ...person })
      .execute();
    const kept = await requestOf(before, first, '0012345', ONLY_OLD, 'of yesterday');
    await first.close();
    cpSync(now, then, { recursive: true });

    const going = await connectPglite(now);
    const rotated = new KeysFixture(going, clock);
    for (const args of [['add'], ['use', NEXT], ['reseal'], ['retire', OLD]])
      expect(await rotated.run(BOTH, 'keys', ...args)).toMatchObject({ code: 0 });
    await going.close();

    const restored = await connectPglite(then);
    onTestFinished(() => restored.close());
    const keys = new KeysFixture(restored, clock);
    await expect(keys.hub(ONLY_NEXT)).rejects.toThrow(OLD);
    // The old one comes back from the safe, in either place.
    const hub = await keys.hub([NEXT_SECRET, BOTH[0]]);
    expect((await askHub(`${hub.url}/readyz`, 'GET')).status).toBe(200);
    for (const args of [['add'], ['use', NEXT], ['reseal']])
      expect(await keys.run(BOTH, 'keys', ...args)).toMatchObject({ code: 0 });
    await expect.poll(async () => (await keys.run(BOTH, 'keys', 'retire', OLD)).code).toBe(0);
    const { sealed } = await restored.db
      .selectFrom('member_request')
      .select('sealed')
      .where('id', '=', kept)
      .executeTakeFirstOrThrow();
    const deps = (await keys.hub(ONLY_NEXT)).deps;
    expect(unsealRequest(deps.settings.HUB_SECRET, sealed)).toEqual({ text: 'of yesterday' });
    expect(await keys.run(ONLY_NEXT, 'audit', 'verify')).toMatchObject({ code: 0 });
  });
});
