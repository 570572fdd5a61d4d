import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeDeb } from '../../tools/package/deb.ts';
import { kioskDeb } from '../../tools/package/kiosk-deb.ts';
import { makeUpdater } from '../../tools/package/updater.ts';
import { run } from '../../tools/setup/run-command.mjs';
import { DebianMachine } from '../support/debian-machine.ts';
import { describeWith } from '../support/peers.ts';
import { madeRelease, writeRelease } from '../support/releases/made-release.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { neededMachine } from './support/needed-packages.ts';

const DATA = '/var/lib/borne-adherent';
const HOME = '/var/lib/borne-adherent-updater';
const RUN = '/opt/borne-adherent/updater/run';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const keys = { privateKey, pem };

const work = mkdtempSync(path.join(tmpdir(), 'borne-updater-'));
const program = path.join(work, 'sea', 'borne-updater');
afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

beforeAll(() => makeUpdater(program));

describe('the program of the update service', () => {
  it.each([
    [
      'the environment',
      { NODE_OPTIONS: '--require=/nowhere.js --inspect' },
      ['--version'],
      0,
      /^\d+\.\d+\.\d+\n$/u,
    ],
    ['an option of Node', {}, ['--inspect'], 64, /Unknown option '--inspect'/u],
    ['a text to run', {}, ['-e', 'console.log(1)'], 64, /Unknown option '-e'/u],
    ['a file to run', {}, ['/etc/hostname'], 64, /Unexpected argument/u],
  ])('is not opened by %s', async (_, env, args, code, words) => {
    const answer = await run(program, args, { quiet: true, env });
    expect([answer.code, answer.output]).toEqual([code, expect.stringMatching(words) as string]);
  });
});

/** The package of a version: its kiosk is a file, and the program of the service a link to the real one. */
async function packageOf(version: string, postinst = '', more = 0): Promise<string> {
  const unpacked = path.join(temporaryFolder(), 'unpacked');
  mkdirSync(path.join(unpacked, 'resources'), { recursive: true });
  writeFileSync(path.join(unpacked, 'borne-adherent'), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  writeFileSync(path.join(unpacked, 'resources', 'more.bin'), randomBytes(more));
  const updater = path.join(unpacked, '..', 'updater');
  writeFileSync(updater, '#!/bin/sh\nexec /usr/local/lib/borne-updater "$@"\n', { mode: 0o755 });
  const deb = kioskDeb({
    version,
    architecture: process.arch as 'x64',
    layout: false,
    commit: { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true },
    unpacked,
    notices: 'none',
    updater,
    keys: pem,
  });
  const scripts = { ...deb.scripts, preinst: `${deb.scripts.preinst ?? ''}${postinst}` };
  return writeDeb(
    { ...deb, scripts },
    path.join(temporaryFolder(), 'tree'),
    temporaryFolder(),
    1_780_000_000,
  );
}

describeWith('chroot')('the update service on Debian', () => {
  let needed: DebianMachine;
  let machine: DebianMachine;
  let first = '';

  beforeAll(async () => {
    needed = await neededMachine(work);
    needed.write('/usr/local/lib/borne-updater', readFileSync(program), 0o755);
    // The kiosk of this machine: as systemd starts and stops it, it tells its state or not.
    needed.playSystemd();
  });

  beforeEach(async () => {
    machine = new DebianMachine(temporaryFolder(), needed);
    machine.write('/root/seed.json', `{"mode":"production","dataDir":"${DATA}"}`);
    first = await packageOf('0.1.0');
    const installed = machine.run(`dpkg --install ${first}`, { BORNE_CONFIG_FILE: '/root/seed.json' });
    expect(installed.code, installed.output).toBe(0);
    machine.write('/usr/local/lib/tell', tellState(), 0o755);
    machine.run('chown borne:borne /var/lib/borne-adherent');
  });

  /** A kiosk in the shell: each two seconds it tells that the version installed is well, unless it is said to be bad. */
  function tellState(): string {
    return `#!/bin/sh
mkdir -p ${DATA}/updates
boot=$(cat /proc/sys/kernel/random/boot_id)
start=$(cut -d' ' -f1 /proc/uptime)
while :; do
  version=$(/opt/borne-adherent/borne-adherent 2>/dev/null || echo 0.0.0)
  up=$(cut -d' ' -f1 /proc/uptime)
  printf '{"format":1,"version":"%s","boot":"%s","started":0,"written":%s,"writtenAt":0,"visit":false,"waiting":0,"opensIn":90000,"health":{"painted":true,"journal":true,"members":true,"hub":"reached","selfTest":"passed"},"since":0}' "$version" "$boot" "$up" >${DATA}/updates/state.part
  mv ${DATA}/updates/state.part ${DATA}/updates/state.json
  sleep 1
done
`;
  }

  async function release(version: string, preinst = '', more = 0): Promise<string> {
    const content = readFileSync(await packageOf(version, preinst, more));
    return writeRelease(path.join(temporaryFolder(), version), madeRelease({ version, keys, content }));
  }

  /** Puts a release into a folder of the machine. */
  async function put(folder: string, at: string): Promise<void> {
    for (const name of [
      'manifest.json',
      'manifest.json.sig',
      `borne-adherent_${path.basename(folder)}_amd64.deb`,
    ])
      machine.write(`${at}/${name}`, readFileSync(path.join(folder, name)));
    await Promise.resolve();
  }

  const round = (args = '') =>
    machine.run(
      `/usr/local/lib/tell & teller=$!; sleep 2; ${RUN} ${args}; code=$?; kill $teller; exit $code`,
    );
  const version = () =>
    machine.run(`dpkg-query --show --showformat='\${db:Status-Status} \${Version}' borne-adherent`).output;

  it('installs what the kiosk has fetched, and can come back to what was installed by hand', async () => {
    await put(await release('0.2.0'), `${DATA}/updates/fetched/0.2.0`);
    machine.run(`chown -R borne:borne ${DATA}`);
    const updated = round();
    expect(updated.code, updated.output).toBe(0);
    expect(version()).toBe('installed 0.2.0');
    expect(machine.run('/opt/borne-adherent/borne-adherent').output).toBe('0.2.0\n');
    const told = JSON.parse(machine.run(`cat ${HOME}/outcomes.json`).output) as unknown;
    expect(told).toMatchObject({ outcomes: [{ kind: 'installed', from: '0.1.0', to: '0.2.0' }] });
    // Another account reads the outcomes, and nothing else.
    const as = 'setpriv --reuid=borne --regid=borne --clear-groups';
    expect(machine.run(`${as} cat ${HOME}/outcomes.json >/dev/null`).code).toBe(0);
    expect(machine.run(`${as} ls ${HOME}`).code).not.toBe(0);
    expect(machine.run(`${as} ls ${HOME}/packages`).code).not.toBe(0);
    // The former package was made from the installed files, byte by byte what dpkg had.
    expect(machine.run('dpkg --verify borne-adherent')).toEqual({ code: 0, output: '' });
    // The session is stopped before a file changes, and started once.
    const calls = machine.run('cat /systemctl.log').output;
    expect(calls).toContain('stop borne-adherent-session.service');
    expect(calls).toContain('start --no-block borne-adherent-session.service');
  });

  it('comes back by the real dpkg when the new package cannot be installed', async () => {
    await put(await release('0.2.0', '\nexit 7\n'), '/media/usb');
    machine.run('mv /media/usb/*.deb /media/usb/borne-adherent_0.2.0_amd64.deb 2>/dev/null');
    const back = round('--install=/media/usb --now');
    expect(back.code, back.output).toBe(70);
    expect(version()).toBe('installed 0.1.0');
    expect(machine.run('dpkg --verify borne-adherent')).toEqual({ code: 0, output: '' });
    expect(back.output).toContain('came-back, not-installed');
  });

  it('keeps the former version when the disk fills while dpkg unpacks, and says so until there is room', async () => {
    await put(await release('0.2.0', '', 3_000_000), '/media/usb');
    machine.run('mv /media/usb/*.deb /media/usb/borne-adherent_0.2.0_amd64.deb 2>/dev/null');
    // Somebody else fills the disk after the last look at its room.
    machine.write(
      '/usr/bin/systemctl',
      '#!/bin/sh\n[ "$1" = stop ] && [ -e /filling ] && dd if=/dev/zero of=/opt/fill bs=1M 2>/dev/null\nexit 0\n',
      0o755,
    );
    const told = machine.run(`
mount -t tmpfs -o size=200m none /mnt && cp -a /opt/borne-adherent /mnt/ && mount --bind /mnt /opt && touch /filling
/usr/local/lib/tell & teller=$!
sleep 2
${RUN} --install=/media/usb --now >/first 2>&1; echo "first $?"
dpkg-query --show --showformat='\${db:Status-Status} \${Version}\n' borne-adherent
/opt/borne-adherent/borne-adherent
rm -f /filling /opt/fill
${RUN} >/second 2>&1; echo "second $?"
dpkg-query --show --showformat='\${db:Status-Status} \${Version}\n' borne-adherent
dpkg --verify borne-adherent && /opt/borne-adherent/borne-adherent
kill $teller`);
    const said = machine.run('cat /first /second').output;
    expect(told.output.trim().split('\n'), said).toEqual([
      ...['first 75', 'installed 0.1.0', '0.1.0'],
      ...['second 70', 'installed 0.1.0', '0.1.0'],
    ]);
    const outcomes = machine.run(`cat ${HOME}/outcomes.json`).output;
    expect(JSON.parse(outcomes)).toMatchObject({
      outcomes: [{ kind: 'stuck' }, { kind: 'came-back', reason: 'not-installed' }],
    });
    expect(outcomes).toMatch(/space|full/u);
  });

  it('takes a release from a USB stick, and refuses one with a byte changed', async () => {
    const folder = await release('0.2.0');
    await put(folder, '/media/usb');
    machine.run(
      'printf x | dd of=/media/usb/borne-adherent_0.2.0_amd64.deb bs=1 seek=200 conv=notrunc 2>/dev/null',
    );
    const refused = round('--install=/media/usb --now');
    expect(refused.code, refused.output).toBe(65);
    expect(refused.output).toContain('sha256');
    expect(version()).toBe('installed 0.1.0');
    await put(folder, '/media/usb');
    const taken = round('--install=/media/usb --now');
    expect(taken.code, taken.output).toBe(0);
    expect(version()).toBe('installed 0.2.0');
  });

  it('reads what the account of the kiosk may read, and nothing that it links to', async () => {
    await put(await release('0.2.0'), `${DATA}/updates/fetched/0.2.0`);
    machine.run(
      `chown -R borne:borne ${DATA}; ln -sf /etc/shadow ${DATA}/updates/fetched/0.2.0/manifest.json`,
    );
    const refused = round();
    expect(refused.output).toContain('refused, not-a-plain-file');
    machine.run(`rm -rf ${DATA}/updates/fetched; ln -s /root ${DATA}/updates/fetched`);
    expect(round().output).not.toContain('refused');
    expect(version()).toBe('installed 0.1.0');
  });
});
