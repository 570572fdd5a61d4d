import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { writeDeb } from '../../tools/package/debian/deb.ts';
import { kioskDeb } from '../../tools/package/debian/kiosk-deb.ts';
import { DebianMachine } from '../support/debian-machine.ts';
import { describeWith } from '../support/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { neededMachine } from './support/needed-packages.ts';

const NAME = 'borne-adherent-layout';
const CONFIG = '/etc/borne-adherent/config.json';
const DATA = '/var/lib/borne-adherent';
const URL = 'https://hub.mcrn.example:8443/kiosk';
const CODE = 'ACDE-FGHJ-KMNP-3467';
const EXAMPLE = path.resolve(import.meta.dirname, '../../deploy/debian/borne-adherent/config.json');

/** The package of the kiosk, as of another version. */
async function packageOf(version: string, layout = true): Promise<string> {
  const deb = kioskDeb({
    version,
    architecture: process.arch as 'x64',
    layout,
    commit: { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true },
    unpacked: inject('release').unpacked,
    notices: 'none',
    updater: null,
    keys: null,
  });
  return writeDeb(deb, path.join(temporaryFolder(), 'tree'), temporaryFolder(), 1_780_000_000);
}

describeWith('chroot')('the Debian package of the kiosk', () => {
  let machine: DebianMachine;
  let first = '';

  const install = (file: string, env: Record<string, string> = {}) =>
    machine.run(`dpkg --install ${file}`, env);
  const state = (): string =>
    machine.run(`dpkg-query --show --showformat='\${db:Status-Abbrev}' ${NAME} 2>/dev/null`).output.trim();
  const GIVEN = { BORNE_CONFIG_FILE: '/root/seed.json', BORNE_HUB_URL: URL, BORNE_ENROLMENT_CODE: CODE };

  const work = mkdtempSync(path.join(tmpdir(), 'borne-kiosk-'));
  let needed: DebianMachine;

  beforeAll(async () => {
    needed = await neededMachine(work);
  });

  afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

  beforeEach(() => {
    machine = new DebianMachine(temporaryFolder(), needed);
    machine.write('/root/seed.json', readFileSync(EXAMPLE));
    const { folder } = inject('release');
    first = path.join(folder, `${NAME}_0.1.0_${process.arch === 'x64' ? 'amd64' : 'arm64'}.deb`);
  });

  it('installs silently from the environment: account, folders, configuration, session', () => {
    const installed = install(first, GIVEN);
    expect(installed.code, installed.output).toBe(0);
    const config = JSON.parse(machine.run(`cat ${CONFIG}`).output) as unknown;
    expect(config).toMatchObject({ dataDir: DATA, hub: { url: URL, enrolmentCode: CODE } });
    expect(
      machine.run(`stat -c '%U:%G %a' ${CONFIG} ${DATA} /etc/borne-adherent`).output.split('\n'),
    ).toEqual(['root:borne 640', 'borne:borne 700', 'root:borne 750', '']);
    expect(machine.run('getent passwd borne').output).toMatch(/:\/usr\/sbin\/nologin\n$/u);
    const wants = '/etc/systemd/system/graphical.target.wants/borne-adherent-session.service';
    expect(machine.run(`readlink ${wants}`).output).toBe(
      '/lib/systemd/system/borne-adherent-session.service\n',
    );
    // Every file is there, as packed; the account can read the application and not write it.
    expect(machine.run(`dpkg --verify ${NAME}`)).toEqual({ code: 0, output: '' });
    expect(machine.run('find /opt/borne-adherent -perm /022 -o ! -user root').output).toBe('');
    expect(machine.run('readlink -f /usr/bin/borne-adherent').output).toBe(
      '/opt/borne-adherent/borne-adherent\n',
    );
    const reads = `setpriv --reuid=borne --regid=borne --clear-groups cat ${CONFIG} >/dev/null`;
    expect(machine.run(reads)).toEqual({ code: 0, output: '' });
  });

  it('installs silently from a file, which is then gone', () => {
    const seed = Object.entries(GIVEN).map(([name, value]) => `${name}=${value}\r\n`);
    machine.write('/etc/borne-adherent/install.conf', `# seed\n${seed.join('')}BORNE_AUTOSTART=no\n`);
    const installed = install(first);
    expect(installed.code, installed.output).toBe(0);
    expect(machine.run(`cat ${CONFIG}`).output).toContain(CODE);
    expect(machine.run('ls /etc/borne-adherent').output).toBe('config.json\n');
    expect(machine.run('ls /etc/systemd/system/graphical.target.wants').output).not.toContain('borne');
  });

  it('installs without a configuration, and then does not start by itself', () => {
    expect(install(first)).toMatchObject({
      code: 0,
      output: expect.stringContaining('systemctl enable') as string,
    });
    expect(machine.run(`ls ${CONFIG}`).code).not.toBe(0);
    expect(machine.run('ls /etc/systemd/system/graphical.target.wants').output).not.toContain('borne');
  });

  it.each([
    ['a configuration that is not there', { BORNE_CONFIG_FILE: '/root/none.json' }, 'cannot be read'],
    ['a folder as configuration', { BORNE_CONFIG_FILE: '/root' }, 'cannot be read'],
    ['an address without TLS', { ...GIVEN, BORNE_HUB_URL: 'http://hub.example' }, 'https://'],
    [
      'an address on loopback by name only',
      { ...GIVEN, BORNE_HUB_URL: 'http://localhost.evil.example' },
      'https://',
    ],
    [
      'an address that would end the text',
      { ...GIVEN, BORNE_HUB_URL: 'https://a","mode":"demo' },
      'character',
    ],
    ['an address for sed', { ...GIVEN, BORNE_HUB_URL: 'https://a|w /etc/passwd' }, 'character'],
    ['an address of two lines', { ...GIVEN, BORNE_HUB_URL: 'https://a\nhttps://b' }, 'character'],
    ['an address that is a command', { ...GIVEN, BORNE_HUB_URL: 'https://$(touch /pwned)' }, 'character'],
    ['a code with a quote', { ...GIVEN, BORNE_ENROLMENT_CODE: 'ACDE"' }, 'must be a code'],
    ['a code that is a command', { ...GIVEN, BORNE_ENROLMENT_CODE: '`touch /pwned`' }, 'must be a code'],
    [
      'an address without a code',
      { ...GIVEN, BORNE_ENROLMENT_CODE: '' },
      'BORNE_ENROLMENT_CODE was not given',
    ],
    ['a code without an address', { ...GIVEN, BORNE_HUB_URL: '' }, 'BORNE_HUB_URL was not given'],
    [
      'an address without a configuration',
      { BORNE_HUB_URL: URL, BORNE_ENROLMENT_CODE: CODE },
      'need BORNE_CONFIG_FILE',
    ],
    ['a wish that is none', { ...GIVEN, BORNE_AUTOSTART: 'maybe' }, 'yes or no'],
  ])('refuses %s, with nothing unpacked', (_, env, words) => {
    const refused = install(first, env);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain(words);
    expect(machine.run(`ls -d /opt/borne-adherent ${CONFIG} ${DATA} /pwned 2>/dev/null`).output).toBe('');
    expect(state()).not.toMatch(/^ii/u);
  });

  it('installs after a refusal, said rightly', () => {
    expect(install(first, { ...GIVEN, BORNE_HUB_URL: 'hub' }).code).not.toBe(0);
    expect(install(first, GIVEN).code).toBe(0);
    expect(state()).toBe('ii');
  });

  it('never runs what the file says', () => {
    machine.write(
      '/etc/borne-adherent/install.conf',
      'BORNE_CONFIG_FILE=$(touch /pwned)\ntouch /pwned\nBORNE_AUTOSTART=no; touch /pwned\n',
    );
    expect(install(first).code).not.toBe(0);
    expect(machine.run('ls /pwned').code).not.toBe(0);
  });

  it('refuses an address that a configuration has no place for', () => {
    machine.write('/root/seed.json', '{"mode":"production"}');
    expect(install(first, GIVEN).output).toContain('does not hold @HUB_URL@');
  });

  it('upgrades: stops the session before a file changes, starts it after, leaves settings and data', async () => {
    machine.playSystemd();
    expect(install(first, GIVEN).code).toBe(0);
    machine.write(`${DATA}/journal.db`, 'decisions');
    const before = machine.run(`md5sum ${CONFIG}`).output;
    machine.run(': >/systemctl.log');
    const second = await packageOf('0.1.1');
    const upgraded = install(second, { ...GIVEN, BORNE_ENROLMENT_CODE: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' });
    expect(upgraded.code, upgraded.output).toBe(0);
    expect(upgraded.output).toContain('stays as it is');
    expect(machine.run(`md5sum ${CONFIG}`).output).toBe(before);
    expect(machine.run(`cat ${DATA}/journal.db`).output).toBe('decisions');
    const calls = machine.run('cat /systemctl.log').output.split('\n');
    const of = (verb: string): number =>
      calls.findIndex((line) => line.includes(`${verb} borne-adherent-session`));
    expect(of('stop')).toBeGreaterThanOrEqual(0);
    expect(of('start')).toBeGreaterThan(of('stop'));
    expect(calls.indexOf('--system daemon-reload')).toBeGreaterThan(of('stop'));
  });

  it('starts the session of before again when an upgrade cannot be unpacked', async () => {
    machine.playSystemd();
    expect(install(first, GIVEN).code).toBe(0);
    const second = await packageOf('0.1.1');
    machine.run(': >/systemctl.log');
    // The data is cut off: it fails after the session was stopped.
    const bytes = readFileSync(second);
    machine.write('/root/broken.deb', bytes.subarray(0, bytes.length - 200_000));
    expect(install('/root/broken.deb').code).not.toBe(0);
    const calls = machine.run('cat /systemctl.log').output.trim().split('\n');
    expect(calls.at(-1)).toMatch(/start borne-adherent-session/u);
    expect(machine.run(`dpkg-query --show --showformat='\${Version}' ${NAME}`).output).toBe('0.1.0');
    expect(machine.run(`dpkg --verify ${NAME}`)).toEqual({ code: 0, output: '' });
  });

  it('is one on a machine: the real kiosk takes the place of a layout, and no layout that of the real one', async () => {
    machine.playSystemd();
    expect(install(first, GIVEN).code).toBe(0);
    machine.write(`${DATA}/journal.db`, 'decisions');
    const installed = install(await packageOf('0.1.1', false));
    expect(installed.code, installed.output).toBe(0);
    expect(state()).not.toMatch(/^ii/u);
    const refused = install(first);
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/conflict/iu);
    expect(machine.run('dpkg --verify borne-adherent')).toEqual({ code: 0, output: '' });
    expect(machine.run(`cat ${DATA}/journal.db`).output).toBe('decisions');
    expect(machine.run(`cat ${CONFIG}`).output).toContain(CODE);
    const calls = machine.run('cat /systemctl.log').output.trim().split('\n');
    expect(calls.at(-1)).toMatch(/start .*borne-adherent-session/u);
  });

  it('leaves settings and data when it is removed, and finds them again', () => {
    expect(install(first, GIVEN).code).toBe(0);
    machine.write(`${DATA}/journal.db`, 'decisions');
    expect(machine.run(`dpkg --remove ${NAME}`).code).toBe(0);
    expect(machine.run(`cat ${DATA}/journal.db`).output).toBe('decisions');
    expect(machine.run(`cat ${CONFIG}`).output).toContain(CODE);
    expect(machine.run('ls -d /opt/borne-adherent').code).not.toBe(0);
    expect(install(first).code).toBe(0);
    expect(machine.run(`stat -c %U ${DATA}`).output).toBe('borne\n');
    expect(state()).toBe('ii');
  });

  it('loses its settings when it is purged, and the journal only when that is asked for', () => {
    expect(install(first, GIVEN).code).toBe(0);
    machine.write(`${DATA}/journal.db`, 'decisions');
    const purged = machine.run(`dpkg --purge ${NAME}`);
    expect(purged).toMatchObject({ code: 0, output: expect.stringContaining(`${DATA} is left`) as string });
    expect(machine.run('ls -d /etc/borne-adherent').code).not.toBe(0);
    expect(machine.run(`cat ${DATA}/journal.db`).output).toBe('decisions');
    expect(machine.run('getent passwd borne').code).toBe(0);

    expect(install(first, GIVEN).code).toBe(0);
    expect(machine.run(`dpkg --purge ${NAME}`, { BORNE_PURGE_DATA: 'yes' }).code).toBe(0);
    expect(machine.run(`ls -d ${DATA}`).code).not.toBe(0);
    expect(machine.run('getent passwd borne').code).not.toBe(0);
    expect(machine.run('find /etc/systemd /var/lib/systemd -name "borne-*"').output).toBe('');
  });

  it('leaves no folder behind that held nothing', () => {
    expect(install(first).code).toBe(0);
    expect(machine.run(`dpkg --purge ${NAME}`).code).toBe(0);
    expect(machine.run(`ls -d ${DATA} /etc/borne-adherent /opt/borne-adherent 2>/dev/null`).output).toBe('');
  });
});
