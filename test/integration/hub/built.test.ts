import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectPglite } from '../../../src-hub/database/connect-pglite.ts';
import { askHub } from '../../support/hub/hub-requests.ts';
import { runHub, startHub } from '../../support/hub/hub-process.ts';
import { RIG_SECRET } from '../../support/hub/hub-rig.ts';
import { batchFolders, LetterFixture, manifestOf } from '../../support/hub/letters/letter-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BUILT = path.resolve(import.meta.dirname, '../../../dist/hub');

describe('the built hub, in another place than where it was built', () => {
  it('makes its tables, prints a letter, serves, and finds all that it reads', async () => {
    const place = temporaryFolder();
    cpSync(BUILT, path.join(place, 'hub'), { recursive: true });
    const main = path.join(place, 'hub', 'main.js');
    const folder = path.join(place, 'data');
    const environment = { HUB_PGLITE_FOLDER: folder, HUB_SECRET: RIG_SECRET };
    expect(await runHub(['migrate'], environment, main)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Migrations applied: 1, /u) as string,
    });

    const database = await connectPglite(folder);
    const fixture = new LetterFixture(database);
    fixture.clock.now = new Date();
    await fixture.waiting(1);
    await database.close();
    const into = temporaryFolder();
    expect(await runHub(['letters', 'export', into], environment, main)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const [batch = ''] = batchFolders(into);
    const [letter] = manifestOf(batch);
    const pdf = readFileSync(path.join(batch, letter?.file ?? ''), 'latin1');
    expect(pdf).toMatch(/^%PDF-/u);
    expect(pdf).toContain('AtkinsonHyperlegibleNext-Bold');

    const hub = await startHub({ ...environment, HUB_API_DOCS: 'true' }, main);
    expect(await askHub(`${hub.url}/healthz`, 'GET')).toMatchObject({ status: 200, body: { status: 'ok' } });
    for (const page of ['/docs/json', '/docs/static/swagger-ui.css', '/docs/static/logo.svg'])
      expect((await fetch(hub.url + page)).status, page).toBe(200);
    hub.signal('SIGTERM');
    expect((await hub.ended).code).toBe(0);
  });

  it('holds no package but argon2 and what that loads', () => {
    const held = (name: string): boolean => existsSync(path.join(BUILT, 'node_modules', name));
    expect(held('argon2')).toBe(true);
    expect(['fastify', 'pg', 'vite', 'electron', 'node'].filter(held)).toEqual([]);
  });
});
