import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeDeb } from '../../tools/package/debian/deb.ts';
import { kioskDeb } from '../../tools/package/debian/kiosk-deb.ts';
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
  if [ -e /silent ]; then rm -f ${DATA}/updates/state.json; sleep 0.2; continue; fi
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

  it('runs once at a time, tells how it stands, and lets no other account in', async () => {
    await put(await release('0.2.0'), '/media/usb');
    const both = machine.run(`
/usr/local/lib/tell &
sleep 2
${RUN} --install=/media/usb --now >/first 2>&1 & first=$!
until [ -e ${HOME}/step.json ]; do :; done
${RUN} --install=/media/usb --now; echo "second $?"
wait $first; echo "first $?"`);
    expect(both.output.trim().split('\n').sort()).toEqual([
      'Another update is under way.',
      'first 0',
      'second 75',
    ]);
    const status = machine.run(`${RUN} --status`);
    expect(JSON.parse(status.output), status.output).toMatchObject({
      underWay: null,
      outcomes: [{ kind: 'installed', from: '0.1.0', to: '0.2.0' }],
    });
    const as = 'setpriv --reuid=borne --regid=borne --clear-groups';
    for (const args of ['--status', '--install=/media/usb --now', ''])
      expect(machine.run(`${as} ${RUN} ${args}`)).toEqual({
        code: 77,
        output: 'The update service needs the rights of root.\n',
      });
    const program = machine.run(`${as} /usr/local/lib/borne-updater --install=/media/usb`);
    expect(program).toMatchObject({
      code: 77,
      output: expect.stringMatching(/^This account may not do that.*(?:EACCES|EPERM).*\n$/u) as string,
    });
    expect(version()).toBe('installed 0.2.0');
  });

  describe('when the power goes', () => {
    const UNPACKS = '[ -e /opt/borne-adherent/resources/more.bin.dpkg-new ]';
    const inStep = (step: string): string => `grep -Eqs '"step": "(${step})"' ${HOME}/step.json`;

    /**
     * Starts a round, and ends all programs at once when something is seen.
     * @param silentFrom steps from which on the kiosk tells nothing; `start`: it never does
     */
    function cutWhen(seen: string, silentFrom: string | null = null): void {
      const wait = (condition: string): string =>
        `until ${condition}; do read up _ </proc/uptime; [ "\${up%.*}" -lt "$end" ] || exit 9; done`;
      const cut = machine.run(`
${silentFrom === 'start' ? `touch /silent; rm -f ${DATA}/updates/state.json` : 'rm -f /silent'}
end=$(($(cut -d. -f1 /proc/uptime) + 200))
/usr/local/lib/tell >/dev/null 2>&1 &
sleep 2
${RUN} >/cut 2>&1 &
${silentFrom === null || silentFrom === 'start' ? '' : `${wait(inStep(silentFrom))}; touch /silent`}
${wait(seen)}
exit 0`);
      expect(cut.code, machine.run('cat /cut').output).toBe(0);
      machine.run('rm -f /silent');
    }

    /** The machine starts again: what systemd does then. */
    function startAgain() {
      const recovered = machine.run(`${RUN} --recover`);
      expect(recovered.code, recovered.output).toBe(0);
      return round();
    }

    /** What was decided in the journal of the kiosk. */
    function decisions(): unknown[] {
      const file = path.join(temporaryFolder(), 'journal.db');
      writeFileSync(file, Buffer.from(machine.run(`base64 ${DATA}/journal.db`).output, 'base64'));
      const journal = new DatabaseSync(file);
      try {
        return journal.prepare('SELECT id FROM hub_event').all();
      } finally {
        journal.close();
      }
    }

    async function fetched(preinst = ''): Promise<void> {
      const file = path.join(temporaryFolder(), 'journal.db');
      const journal = new DatabaseSync(file);
      journal.exec("CREATE TABLE hub_event (id TEXT PRIMARY KEY); INSERT INTO hub_event VALUES ('decided')");
      journal.close();
      machine.write(`${DATA}/journal.db`, readFileSync(file));
      await put(await release('0.2.0', preinst, 3_000_000), `${DATA}/updates/fetched/0.2.0`);
      machine.run(`chown -R borne:borne ${DATA}`);
    }

    function expectInstalled(wanted: string): void {
      expect(version()).toBe(`installed ${wanted}`);
      expect(machine.run('/opt/borne-adherent/borne-adherent').output).toBe(`${wanted}\n`);
      expect(machine.run('dpkg --verify borne-adherent')).toEqual({ code: 0, output: '' });
      expect(machine.run('dpkg --audit')).toEqual({ code: 0, output: '' });
      expect(decisions()).toEqual([{ id: 'decided' }]);
      expect(machine.run(`ls ${HOME}/step.json 2>/dev/null`).output).toBe('');
    }

    it.each([
      ['in step prepare', inStep('prepare'), null],
      ['in step save', inStep('save'), null],
      ['in step install', inStep('install'), null],
      ['while dpkg unpacks', UNPACKS, null],
      ['in step judge', inStep('judge'), 'save|install'],
    ])('%s, goes on to its end', async (_, seen, silentFrom) => {
      await fetched();
      cutWhen(seen, silentFrom);
      const ended = startAgain();
      expect(ended.code, ended.output).toBe(0);
      // What was cut before anything was touched is begun anew by a later round.
      if (version() === 'installed 0.1.0') expect(round().code).toBe(0);
      expectInstalled('0.2.0');
    });

    it.each([
      ['in step return', inStep('return'), null],
      ['while dpkg unpacks the former one', `${inStep('return')} && ${UNPACKS}`, null],
      ['in step look', inStep('look'), 'return'],
    ])('%s, comes back whole', async (_, seen, silentFrom) => {
      await fetched('\nexit 7\n');
      cutWhen(seen, silentFrom);
      const back = startAgain();
      expect(back.output).toContain('came-back, not-installed');
      expectInstalled('0.1.0');
    });

    it('three times in step judge, comes back to the former version', async () => {
      await fetched();
      for (let cut = 0; cut < 3; cut += 1) {
        const again = `grep -qs '"tries": ${cut}' ${HOME}/step.json`;
        cutWhen(`${inStep('judge')} && ${again}`, cut === 0 ? 'save|install' : 'start');
      }
      expect(version()).toBe('installed 0.2.0');
      const back = startAgain();
      expect(back.output).toContain('came-back, interrupted');
      expectInstalled('0.1.0');
    });
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
