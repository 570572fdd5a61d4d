import { randomUUID } from 'node:crypto';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { appendAudit, auditRows } from '../../../../src-hub/audit/audit-rows.ts';
import { AuditChain } from '../../../../src-hub/audit/audit-chain.ts';
import { connectPglite } from '../../../../src-hub/database/connect-pglite.ts';
import type { HubDatabase } from '../../../../src-hub/database/hub-database.ts';
import { migrateHub } from '../../../../src-hub/database/migrate.ts';
import { type Hub, openHub } from '../../../../src-hub/hub.ts';
import { addKiosk } from '../../../../src-hub/kiosks/kiosk-registry.ts';
import { newEpochCommand } from '../../../../src-hub/people/feed/new-epoch-command.ts';
import { RequestSigner } from '../../../../src-main/hub-client/request-signer.ts';
import { systemRandom } from '../../../../src-main/random/random.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';
import { askHub, enrolClient, requestsOf, type RigClient } from '../../../support/hub/hub-requests.ts';
import { unpackMigrated } from '../../../support/hub/databases/pglite-image.ts';
import { rigSettings } from '../../../support/hub/hub-rig.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const SECOND = 1000;
const FAILED = { identifier: '0012345', password: 'wrong' };

it('yesterday’s backup gives back limits and audit of its time, and no signature of since', async () => {
  const folder = temporaryFolder();
  const [now, backup] = [path.join(folder, 'now'), path.join(folder, 'backup')];
  const clock = { now: Date.UTC(2026, 10, 23, 9) };
  const openOn = async (where: string): Promise<{ hub: Hub; database: HubDatabase }> => {
    const database = await connectPglite(where);
    await migrateHub(database);
    const edges = { settings: rigSettings(), database, log: capturedLog(), now: () => new Date(clock.now) };
    return { hub: await openHub(edges), database };
  };
  const audited = ({ hub, database }: { hub: Hub; database: HubDatabase }, reason: string) =>
    database.transaction((connection) =>
      appendAudit(connection, hub.deps, {
        ...{ operator: 'A. Martin', command: 'kiosks suspend', concerns: 'kiosk Nantes 1' },
        ...{ reason, result: 'done' },
      }),
    );
  const wrong = async (hub: Hub, kiosk: RigClient): Promise<unknown> =>
    (await requestsOf(hub.url, kiosk).post('/v1/logins', FAILED)).body;

  await unpackMigrated(now);
  const yesterday = await openOn(now);
  const issued = await addKiosk(yesterday.hub.deps, `kiosk ${randomUUID().slice(0, 8)}`);
  const kiosk = await enrolClient(yesterday.hub.url, issued?.code ?? '');
  for (let time = 0; time < 4; time += 1) await wrong(yesterday.hub, kiosk);
  await audited(yesterday, 'case 12');
  await yesterday.hub.close();
  await yesterday.database.close();
  cpSync(now, backup, { recursive: true });

  const today = await openOn(now);
  clock.now += 10 * SECOND;
  const { token, privateKey } = kiosk;
  const request = { method: 'POST', path: '/v1/logins', body: JSON.stringify(FAILED) };
  const headers = new RequestSigner(() => clock.now, systemRandom).headers(
    { token, privateKey: privateKey ?? '' },
    request,
  );
  const send = (hub: Hub) => askHub(`${hub.url}/v1/logins`, 'POST', FAILED, headers);
  expect((await send(today.hub)).status).toBe(200);
  expect(await wrong(today.hub, kiosk)).toMatchObject({ result: 'delayed' });
  const { hash: head } = await audited(today, 'case 13');
  await today.hub.close();
  await today.database.close();

  const restored = await openOn(backup);
  onTestFinished(async () => {
    await restored.hub.close();
    await restored.database.close();
  });
  clock.now += 10 * SECOND;
  await newEpochCommand.run([], restored.hub.deps, () => undefined);
  clock.now += SECOND;
  // Its nonce is lost, so it would be taken again: it is refused by its time.
  expect((await send(restored.hub)).body).toMatchObject({ error: 'signature-time' });
  // The limits are those of the backup: one more try, and then the delay.
  expect(await wrong(restored.hub, kiosk)).toMatchObject({ result: 'wrong' });
  expect(await wrong(restored.hub, kiosk)).toMatchObject({ result: 'delayed' });
  // The audit is whole by itself, and lacks the row whose hash was noted.
  const faults = async (noted: string | null): Promise<number> => {
    const chain = new AuditChain(restored.hub.deps.settings.HUB_SECRET, noted);
    for await (const rows of auditRows(restored.database)) for (const row of rows) chain.take(row);
    chain.end();
    return chain.faults.length;
  };
  expect(await faults(null)).toBe(0);
  expect(await faults(head)).toBe(1);
}, 60_000);
