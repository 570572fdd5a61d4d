import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { madeRelease, packageBytes, releaseKeys } from '../../support/releases/made-release.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { openWebFolder } from '../../support/releases/web-folder.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROCESS = path.join(import.meta.dirname, 'fetching-process.ts');

it('a process that is killed at random moments of a download leaves nothing unchecked, and the next one goes on', async () => {
  const keys = releaseKeys();
  const release = madeRelease({ version: '0.2.0', keys, content: packageBytes(1_000_000, 5) });
  const web = await openWebFolder(release);
  const dataDir = temporaryFolder();
  const keysFile = path.join(temporaryFolder(), 'keys.pem');
  writeFileSync(keysFile, keys.pem);
  const fetched = path.join(dataDir, 'updates', 'fetched', '0.2.0');
  const random = seededRandom(13);
  /** Runs the process; kills it once the server was asked for so many parts, at a random moment of the last one. */
  const run = async (parts: number): Promise<void> => {
    const before = web.asked.length;
    const child = spawn(process.execPath, [PROCESS, dataDir, web.url, keysFile], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    web.lie = (_request, response) => {
      if (web.asked.length - before !== parts) return false;
      // Before any byte of the part leaves, or as the last one has left.
      if (random.below(2) === 0) child.kill('SIGKILL');
      else response.once('finish', () => child.kill('SIGKILL'));
      return false;
    };
    await ended;
  };
  for (let kills = 0; kills < 8 && !existsSync(fetched); kills += 1) {
    await run(1 + random.below(4));
    // Whatever has its final name is whole.
    if (existsSync(fetched))
      expect(readFileSync(path.join(fetched, release.target.file)).equals(release.content)).toBe(true);
  }
  web.lie = () => false;
  await run(Number.POSITIVE_INFINITY);
  expect(readFileSync(path.join(fetched, release.target.file)).equals(release.content)).toBe(true);
  expect(readdirSync(fetched).sort()).toEqual(
    [release.target.file, 'manifest.json', 'manifest.json.sig'].sort(),
  );
  // It went on where it was: far fewer parts than a fresh download after each kill.
  expect(web.asked.length).toBeLessThan(31 + 8 * 2 + 1);
}, 120_000);
