import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src-main/config/config-schema.ts';
import { ROOT } from '../../../tools/setup/paths.mjs';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Runs the command, without any key but those given. */
function command(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/package/package.ts', ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      BORNE_RELEASE_KEY: '',
      BORNE_RELEASE_PUBLIC_KEY: '',
      BORNE_REPOSITORY_KEY: '',
      ...env,
    },
  });
  return { status, told: (stdout + stderr).trim() };
}

describe('npm run package', () => {
  const file = path.join(ROOT, 'package.json');

  it.each([
    ['a verification without a key', ['--verify=release'], {}, '--verify needs the public key'],
    [
      'a verification with a file that is no key',
      ['--verify=release', `--public-key=${file}`],
      {},
      'Ed25519',
    ],
    ['an option without its value', ['--verify'], {}, '--verify needs a value'],
    ['a range upside down', ['--replaces=2.0.0..1.0.0'], {}, '--replaces takes the oldest'],
    ['a range that is one version', ['--replaces=1.0.0'], {}, '--replaces takes the oldest'],
    ['a signing key that is none', [], { BORNE_RELEASE_KEY: file }, 'cannot be read as an Ed25519 key'],
    [
      'a permit without a key',
      ['--permit=.', '--release=.', '--from=0.3.0', '--until=2026-12-31'],
      {},
      '--permit=FOLDER needs',
    ],
    ['a permit of nothing', ['--permit=.'], { BORNE_RELEASE_KEY: file }, '--permit=FOLDER needs'],
    [
      'a repository without an end that is a number',
      ['--repository=x', '--valid-for=soon'],
      { BORNE_REPOSITORY_KEY: file },
      '--valid-for takes',
    ],
    ['a repository without a key', ['--repository=somewhere'], {}, 'BORNE_REPOSITORY_KEY'],
  ])('says in one sentence what is wrong with %s, before anything is built', (_, options, env, words) => {
    const { status, told } = command(options, env);
    expect(status, told).toBe(69);
    expect(told).toContain(words);
    expect(told.split('\n')).toHaveLength(1);
  });

  it('says what is wrong with a release, and ends with 1', () => {
    const folder = temporaryFolder();
    const key = path.join(folder, 'public.pem');
    writeFileSync(key, generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }));
    const { status, told } = command([`--verify=${folder}`], { BORNE_RELEASE_PUBLIC_KEY: key });
    expect(status).toBe(1);
    expect(told).toContain('manifest.json is missing.');
  });
});

describe('the example of a configuration in the packages', () => {
  it.each([
    ['debian/borne-adherent', 'deb'],
    ['windows', 'nsis'],
    ['windows', 'msi'],
  ])('of %s is a good one once its marks are replaced, with updates by %s', (place, kind) => {
    const example = readFileSync(path.join(ROOT, 'deploy', place, 'config.json'), 'utf8');
    const text = example
      .replace('@HUB_URL@', 'https://hub.mcrn.example')
      .replace('@ENROLMENT_CODE@', 'ACDE-FGHJ-KMNP-3467')
      .replace('@PACKAGE@', kind);
    expect(text).not.toBe(example);
    const read = configSchema.safeParse(JSON.parse(text));
    expect(read.error?.issues ?? []).toEqual([]);
    expect(read.data?.updates?.package ?? 'deb').toBe(kind);
    expect(Object.keys(read.data?.updates?.openingHours ?? {})).toHaveLength(5);
  });
});
