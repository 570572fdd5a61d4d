import { createHmac, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NIR_KEY_ASKED_EVERY } from '../../../../src-shared/policy/accounts.ts';
import type { Holder } from '../../../../src-shared/values/holder.ts';
import type { NirKeyAnswer } from '../../../../src-shared/hub-api/accounts.ts';
import type { Hub } from '../../../../src-hub/hub.ts';
import { systemRandom } from '../../../../src-main/random/random.ts';
import { Vault } from '../../../../src-main/database/vault.ts';
import type { HubAnswer } from '../../../../src-main/hub-client/hub-answer.ts';
import { NirKey } from '../../../../src-main/hub-client/nir-key.ts';
import { requestsOf, type RigClient } from '../../../support/hub/hub-requests.ts';
import { accountRequest, dumpOf, inventedNir } from '../../../support/hub/request-fixture.ts';
import { event } from '../../../support/hub/request-sender.ts';
import { SpaceFixture } from '../../../support/hub/space-fixture.ts';
import { ManualTime, settle } from '../../../support/manual-time.ts';
import { openJournalIn } from '../../../support/kiosk/open-journal-in.ts';
import { KeptLog } from '../../../support/outbox-fixture.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { BOTH, KeysFixture, NEXT, OLD, ONLY_NEXT, ONLY_OLD, type Given } from './keys-fixture.ts';

const DAY = 24 * 3_600_000;
const HEAD = 'nir;family_name;given_name;birth_date;line1;postal_code;town';

async function askFor(hub: Hub, kiosk: RigClient): Promise<HubAnswer<NirKeyAnswer>> {
  const { body } = await requestsOf(hub.url, kiosk).post('/v1/accounts/nir-key', {});
  return { ok: true, value: body as NirKeyAnswer };
}

/** A kiosk's own part of the index: its key, kept in its journal, asked for at one of the hubs. */
class KioskKey {
  readonly #journal = openJournalIn(temporaryFolder());
  readonly #time = new ManualTime();
  readonly #nirKey: NirKey;
  #answer: Promise<HubAnswer<NirKeyAnswer>> | undefined;

  constructor(hub: () => Hub, kiosk: RigClient) {
    this.#nirKey = new NirKey({
      ...{ journal: this.#journal, clock: this.#time, log: new KeptLog() },
      vault: new Vault(Buffer.alloc(32, 1), systemRandom),
      ask: () => (this.#answer = askFor(hub(), kiosk)),
    });
  }

  /** Asks when it is time. @returns whether the key is another one now */
  async follow(): Promise<boolean> {
    const before = this.#nirKey.holderOf('1');
    await this.#time.advance(NIR_KEY_ASKED_EVERY);
    this.#nirKey.refresh();
    await this.#answer;
    await settle();
    const after = this.#nirKey.holderOf('1');
    return JSON.stringify(after) !== JSON.stringify(before);
  }

  holderOf(nir: string): Holder {
    const holder = this.#nirKey.holderOf(nir);
    if (holder === null) throw new Error('the kiosk has no key');
    return holder;
  }
}

/** A hub with insured people, and what is done to them. */
async function opened() {
  const fixture = await SpaceFixture.open({ mailsElsewhere: false });
  onTestFinished(() => fixture.close());
  await fixture.accounts.stop();
  const keys = new KeysFixture(fixture.deps.database, fixture.clock);
  const folder = temporaryFolder();
  const load = async (given: Given, rows: readonly (readonly [nir: string, name: string])[]) => {
    const file = path.join(folder, 'insured.csv');
    const lines = rows.map(([nir, name]) => `${nir};Exemple;${name};1990-02-28;5 rue Haute;44100;Nantes`);
    writeFileSync(file, [HEAD, ...lines, ''].join('\n'));
    return keys.run(
      given,
      'insured',
      file,
      '--full',
      '--force',
      '--operator',
      'Odette Exemple',
      '--reason',
      'test',
    );
  };
  const ask = async (hub: Hub, client: RigClient, holder: Holder): Promise<void> => {
    const person = { holder, familyName: 'Exemple', birthDate: '1990-02-28', postalCode: '44100' };
    const sent = event(accountRequest(person, {}), fixture.clock.now);
    const batch = { sentAt: fixture.clock.now, journal: randomUUID(), events: [sent] };
    const { status } = await requestsOf(hub.url, client).post('/v1/events', batch);
    expect(status).toBe(200);
  };
  /** Asks for an account and says whose letter that makes. */
  const nameFound = async (hub: Hub, client: RigClient, holder: Holder): Promise<string | null> => {
    await fixture.db.deleteFrom('account_request').execute();
    await fixture.db.deleteFrom('letter').execute();
    await ask(hub, client, holder);
    const row = await fixture.db
      .selectFrom('account_request')
      .leftJoin('insured', 'insured.nir', 'account_request.insured')
      .select('given_name')
      .executeTakeFirstOrThrow();
    return row.given_name;
  };
  return { fixture, keys, load, ask, nameFound };
}

describe('the key of the index of NIR', () => {
  it('is changed while two hubs serve, and whoever hashes with the former one finds everybody until it is retired', async () => {
    const { fixture, keys, load, nameFound } = await opened();
    const { kiosk } = fixture;
    const [zoe, noe, gone] = [inventedNir(), inventedNir(), inventedNir()];
    expect(
      await load(ONLY_OLD, [
        [zoe, 'Zoé'],
        [noe, 'Noé'],
        [gone, 'Ada'],
      ]),
    ).toMatchObject({ code: 0 });
    expect(
      await load(ONLY_OLD, [
        [zoe, 'Zoé'],
        [noe, 'Noé'],
      ]),
    ).toMatchObject({ code: 0 });
    const [one, other] = [await keys.hub(BOTH), await keys.hub(BOTH)];
    const late = new KioskKey(() => one, kiosk);
    expect(await late.follow()).toBe(true);
    const waiting = late.holderOf(noe);
    expect(await nameFound(one, kiosk, waiting)).toBe('Noé');

    await keys.run(BOTH, 'keys', 'add');
    expect(await keys.run(BOTH, 'keys', 'use', NEXT)).toMatchObject({ code: 0 });
    fixture.clock.now += 2 * DAY;
    const list = await keys.run(BOTH, 'keys', 'list');
    expect(list.said).toContain('people in the index of NIR (a whole import of insured people): 2');
    expect(list.said).toContain('closed people whom no file has told since (--forget-closed): 1');
    expect((await keys.run(BOTH, 'keys', 'retire', OLD)).said).toContain('people in the index of NIR');
    // Until everybody stands under the new key, kiosks hash with the one under which everybody does.
    expect(await new KioskKey(() => other, kiosk).follow()).toBe(true);
    expect(await nameFound(other, kiosk, late.holderOf(zoe))).toBe('Zoé');

    expect(
      await load(BOTH, [
        [zoe, 'Zoé'],
        [noe, 'Noé'],
      ]),
    ).toMatchObject({ code: 0 });
    const next = keys.deps(BOTH);
    expect(next.settings.HUB_SECRET.duties.nir, 'the database says more').toBe(OLD);
    await expect.poll(() => other.deps.settings.HUB_SECRET.duties.nir).toBe(NEXT);
    await expect.poll(() => one.deps.settings.HUB_SECRET.duties.nir).toBe(NEXT);
    // The former key still finds them, at both hubs; a kiosk that has it holds it up, and then gets the new one.
    expect(await nameFound(one, kiosk, waiting)).toBe('Noé');
    expect(await nameFound(other, kiosk, waiting)).toBe('Noé');
    const held = await keys.run(BOTH, 'keys', 'retire', OLD);
    expect(held.said).toContain('kiosks that hash NIR with it: 1');
    expect(held.said).not.toContain('people in the index of NIR');
    const fresh = new KioskKey(() => other, kiosk);
    await fresh.follow();
    expect(fresh.holderOf(noe)).not.toEqual(waiting);
    expect(await nameFound(one, kiosk, fresh.holderOf(noe))).toBe('Noé');
    const closed = await keys.run(BOTH, 'keys', 'retire', OLD);
    expect(closed).toMatchObject({ code: 1 });
    expect(closed.said).toContain('closed people');
    expect(await keys.run(BOTH, 'keys', 'reseal')).toMatchObject({ code: 0 });
    fixture.clock.now += 2 * DAY;
    const retired = await keys.run(BOTH, 'keys', 'retire', OLD, '--forget-closed');
    expect(retired.said).toMatch(/^Retired/u);

    const last = await keys.hub(ONLY_NEXT);
    expect(await nameFound(last, kiosk, waiting), 'nobody can try with the former key').toBeNull();
    expect(await nameFound(last, kiosk, fresh.holderOf(zoe))).toBe('Zoé');
    const dump = await dumpOf(fixture.deps.database);
    expect(dump).not.toContain(waiting.situation === 'insured' ? waiting.nir : '?');
    // Who was forgotten is another person when a file has them again.
    expect(
      await load(ONLY_NEXT, [
        [zoe, 'Zoé'],
        [noe, 'Noé'],
        [gone, 'Ada'],
      ]),
    ).toMatchObject({ code: 0 });
    expect(await nameFound(last, kiosk, fresh.holderOf(gone))).toBe('Ada');
    expect(await keys.run(ONLY_NEXT, 'audit', 'verify')).toMatchObject({ code: 0 });
  }, 60_000);

  it('moves with an import that lacks one person only once that person is there, or closed', async () => {
    const { keys, load } = await opened();
    const [zoe, noe] = [inventedNir(), inventedNir()];
    await load(ONLY_OLD, [
      [zoe, 'Zoé'],
      [noe, 'Noé'],
    ]);
    await keys.run(BOTH, 'keys', 'add');
    await keys.run(BOTH, 'keys', 'use', NEXT);
    // A row with a fault names its person: their hash is stored too.
    const faulty = await load(BOTH, [
      [zoe, ''],
      [noe, 'Noé'],
    ]);
    expect(faulty.said).toContain('rejected 1');
    expect((await keys.run(BOTH, 'keys', 'list')).said).not.toContain('a whole import of insured people): 1');
  });

  it('follows at once where nobody stands in the index', async () => {
    const { fixture, keys } = await opened();
    const key = async (given: Given): Promise<Buffer> => {
      const hub = await keys.hub(given);
      const { body } = await requestsOf(hub.url, fixture.kiosk).post('/v1/accounts/nir-key', {});
      await hub.close();
      return createHmac('sha256', Buffer.from((body as NirKeyAnswer).key, 'base64url'))
        .update('1')
        .digest();
    };
    const before = await key(ONLY_OLD);
    await keys.run(BOTH, 'keys', 'add');
    await keys.run(BOTH, 'keys', 'use', NEXT);
    expect(await keys.run(BOTH, 'keys', 'retire', OLD)).toMatchObject({ code: 1 });
    expect(await key(BOTH)).not.toEqual(before);
    await settle();
    fixture.clock.now += 2 * DAY;
    expect(await keys.run(BOTH, 'keys', 'retire', OLD)).toMatchObject({ code: 0 });
  });
});
