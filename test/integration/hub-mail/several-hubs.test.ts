import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HubDatabase } from '../../../src-hub/database/hub-database.ts';
import { MailSender } from '../../../src-hub/mail/mail-sender.ts';
import { smtpOfSettings } from '../../../src-hub/mail/smtp-of-settings.ts';
import { startHub } from '../../support/hub/hub-process.ts';
import { RIG_SECRET, rigSettings } from '../../support/hub/hub-rig.ts';
import { postgresqlPrograms } from '../../support/hub/postgresql-cluster.ts';
import { openBox, openDesk } from './mail-desk.ts';

const MANY = 60;

describe.skipIf(postgresqlPrograms() === null)('hubs on PostgreSQL', () => {
  it('send each mail once, however many they are', async () => {
    const desk = await openDesk({}, { engine: 'postgresql' });
    await desk.another();
    await desk.another();
    const ids = await Promise.all(
      Array.from({ length: MANY }, (_, index) => desk.post({ to: `m${index}@adherent.test` })),
    );
    for (const id of ids) expect(await desk.untilState(id, 'sent')).toMatchObject({ tries: 1 });
    expect(desk.box.all).toHaveLength(MANY);
    expect(new Set(desk.box.all.map(({ to }) => to)).size).toBe(MANY);
  });

  it('send no mail twice because the database was away when it had gone', async () => {
    const desk = await openDesk({ faults: { delayMs: 1500 } }, { engine: 'postgresql' });
    const id = await desk.post();
    await desk.box.next();
    desk.postgresql?.cluster.stop('immediate');
    await expect.poll(() => desk.log.text()).toContain('mail-not-recorded');
    desk.postgresql?.cluster.start();
    expect(await desk.untilState(id, 'sent')).toMatchObject({ tries: 1 });
    expect(desk.box.all).toHaveLength(1);
  });

  it('send a mail again under the same Message-ID when one is killed between taking and recording', async () => {
    const desk = await openDesk(
      { faults: { delayMs: 60_000 } },
      { engine: 'postgresql', settings: { HUB_MAIL_HOST: undefined } },
    );
    const id = await desk.post();
    const environment = {
      HUB_SECRET: RIG_SECRET,
      HUB_DATABASE_URL: desk.postgresql?.url ?? '',
      HUB_MAIL_HOST: '127.0.0.1',
      HUB_MAIL_PORT: String(desk.box.port),
    };
    const killed = await startHub(environment);
    const first = await desk.box.next();
    killed.signal('SIGKILL');
    await killed.ended;
    delete desk.box.faults.delayMs;
    expect(await desk.row(id)).toMatchObject({ state: 'waiting', tries: 1 });
    // Its time is over.
    await sql`UPDATE mail SET due_at = now()`.execute(desk.deps.database.db);
    const next = await startHub(environment);
    const second = await desk.box.next();
    expect(second.headers['message-id']).toBe(first.headers['message-id']);
    await desk.untilState(id, 'sent');
    next.signal('SIGTERM');
    expect((await next.ended).code).toBe(0);
  });
});

describe('a hub that hears late', () => {
  it('sends at once what was posted before it heard', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const { database } = desk.deps;
    const ready = Promise.withResolvers<null>();
    const hearsLate: HubDatabase = {
      ...database,
      listen: async (...how) => {
        await ready.promise;
        return database.listen(...how);
      },
    };
    const stop = new AbortController();
    const settings = rigSettings({ HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: desk.box.port });
    const deps = { ...desk.deps, database: hearsLate, stopping: stop.signal };
    const sender = new MailSender(deps, smtpOfSettings(settings));
    onTestFinished(async () => {
      stop.abort();
      await sender.stopped();
    });
    await desk.untilState(await desk.post(), 'sent');
    const id = await desk.post();
    ready.resolve(null);
    await desk.untilState(id, 'sent');
  });
});

describe('a hub that stops', () => {
  it('gives up a mail that takes too long, and another hub has it at once', async () => {
    const desk = await openDesk({}, { settings: { HUB_MAIL_HOST: undefined } });
    const slow = await openBox({ faults: { delayMs: 60_000, delayAt: 'rcpt' } });
    const stop = new AbortController();
    const server = smtpOfSettings(rigSettings({ HUB_MAIL_HOST: '127.0.0.1', HUB_MAIL_PORT: slow.port }));
    const sender = new MailSender({ ...desk.deps, stopping: stop.signal }, server);
    const id = await desk.post();
    await desk.until(id, ({ tries }) => tries === 1);
    const began = performance.now();
    stop.abort();
    await sender.stopped(200);
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(await desk.row(id)).toMatchObject({ state: 'waiting', last_fault: 'stopped' });
    await desk.another({ HUB_MAIL_HOST: '127.0.0.1' });
    await desk.untilState(id, 'sent');
    expect([slow.all, desk.box.all].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('waits for a mail that is nearly there', async () => {
    const desk = await openDesk({ faults: { delayMs: 500 } });
    const id = await desk.post();
    await desk.box.next();
    await desk.hub.close();
    expect(await desk.row(id)).toMatchObject({ state: 'sent', tries: 1 });
  });
});
