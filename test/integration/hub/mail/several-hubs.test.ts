import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { smtpOfSettings } from '../../../../src-hub/mail/smtp-of-settings.ts';
import { startHub } from '../../../support/hub/hub-process.ts';
import { RIG_SECRET, rigSettings } from '../../../support/hub/hub-rig.ts';
import { openBox, openFixture, mailsOf } from './mail-fixture.ts';
import { describeWith } from '../../../support/peers.ts';

const MANY = 60;

describeWith('PostgreSQL')('hubs on PostgreSQL', () => {
  it('send each mail once, however many they are', async () => {
    const fixture = await openFixture({}, { engine: 'postgresql' });
    await fixture.another();
    await fixture.another();
    const ids = await Promise.all(
      Array.from({ length: MANY }, (_, index) => fixture.post({ to: `m${index}@adherent.test` })),
    );
    for (const id of ids) expect(await fixture.untilState(id, 'sent')).toMatchObject({ tries: 1 });
    expect(fixture.box.all).toHaveLength(MANY);
    expect(new Set(fixture.box.all.map(({ to }) => to)).size).toBe(MANY);
  });

  it('send no mail twice because the database was away when it had gone', async () => {
    const fixture = await openFixture({ faults: { delayMs: 1500 } }, { engine: 'postgresql' });
    const id = await fixture.post();
    await fixture.box.next();
    fixture.postgresql?.cluster.stop('immediate');
    await expect.poll(() => fixture.log.text()).toContain('mail-not-recorded');
    fixture.postgresql?.cluster.start();
    expect(await fixture.untilState(id, 'sent')).toMatchObject({ tries: 1 });
    expect(fixture.box.all).toHaveLength(1);
  });

  it('send a mail again under the same Message-ID when one is killed between taking and recording', async () => {
    const fixture = await openFixture(
      { faults: { delayMs: 60_000 } },
      { engine: 'postgresql', settings: { HUB_MAIL_HOST: undefined } },
    );
    const id = await fixture.post();
    const environment = {
      HUB_SECRET: RIG_SECRET,
      HUB_DATABASE_URL: fixture.postgresql?.url ?? '',
      HUB_MAIL_HOST: '127.0.0.1',
      HUB_MAIL_PORT: String(fixture.box.port),
    };
    const killed = await startHub(environment);
    const first = await fixture.box.next();
    killed.signal('SIGKILL');
    await killed.ended;
    delete fixture.box.faults.delayMs;
    expect(await fixture.row(id)).toMatchObject({ state: 'waiting', tries: 1 });
    // Its time is over.
    await sql`UPDATE mail SET due_at = now()`.execute(fixture.deps.database.db);
    const next = await startHub(environment);
    const second = await fixture.box.next();
    expect(second.headers['message-id']).toBe(first.headers['message-id']);
    await fixture.untilState(id, 'sent');
    next.signal('SIGTERM');
    expect((await next.ended).code).toBe(0);
  });
});

describe('a hub that hears late', () => {
  it('sends at once what was posted before it heard', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const { database } = fixture.deps;
    const ready = Promise.withResolvers<null>();
    const hearsLate: HubDatabase = {
      ...database,
      listen: async (...how) => {
        await ready.promise;
        return database.listen(...how);
      },
    };
    const stop = new AbortController();
    const settings = rigSettings({ HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: fixture.box.port });
    const deps = { ...fixture.deps, database: hearsLate, stopping: stop.signal };
    // Deaf, it sees this one at its first look only.
    const first = await fixture.post();
    const sender = mailsOf(deps, smtpOfSettings(settings));
    onTestFinished(async () => {
      ready.resolve(null);
      stop.abort();
      await sender.stopped();
    });
    await fixture.untilState(first, 'sent');
    const id = await fixture.post();
    ready.resolve(null);
    await fixture.untilState(id, 'sent');
  });
});

describe('a hub that stops', () => {
  it('gives up a mail that takes too long, and another hub has it at once', async () => {
    const fixture = await openFixture({}, { settings: { HUB_MAIL_HOST: undefined } });
    const slow = await openBox({ faults: { delayMs: 60_000, delayAt: 'rcpt' } });
    const stop = new AbortController();
    const server = smtpOfSettings(rigSettings({ HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: slow.port }));
    const sender = mailsOf({ ...fixture.deps, stopping: stop.signal }, server);
    const id = await fixture.post();
    await fixture.until(id, ({ tries }) => tries === 1);
    const began = performance.now();
    stop.abort();
    await sender.stopped(200);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(await fixture.row(id)).toMatchObject({ state: 'waiting', last_fault: 'stopped' });
    await fixture.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await fixture.untilState(id, 'sent');
    expect([slow.all, fixture.box.all].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('waits for a mail that is nearly there', async () => {
    const fixture = await openFixture({ faults: { delayMs: 500 } });
    const id = await fixture.post();
    await fixture.box.next();
    await fixture.hub.close();
    expect(await fixture.row(id)).toMatchObject({ state: 'sent', tries: 1 });
  });
});
