import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { DEBIAN_ARCHITECTURE, writeDeb } from '../../tools/package/debian/deb.ts';
import { hubDeb } from '../../tools/package/debian/hub-deb.ts';
import { DebianMachine } from '../support/debian-machine.ts';
import { describeWith } from '../support/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { neededMachine } from './support/needed-packages.ts';

const SETTINGS = 'HUB_DATABASE_URL=postgresql://hub@db.example/hub?sslmode=verify-full\nHUB_SECRET=p$a`s"s\n';
const ENV = '/etc/borne-hub/hub.env';

describeWith('chroot')('the Debian package of head office', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'borne-hub-'));
  let machine: DebianMachine;
  let needed: DebianMachine;
  let first = '';
  let second = '';

  const install = (file: string, env: Record<string, string> = {}, options = '') =>
    machine.run(`dpkg ${options} --install ${file}`, env);
  const calls = (): string[] => machine.run('cat /systemctl.log').output.trim().split('\n');
  const installed = (): string =>
    machine.run(`dpkg-query --show --showformat='\${db:Status-Abbrev}\${Version}' borne-hub`).output;

  beforeAll(async () => {
    needed = await neededMachine(work);
    const architecture = process.arch as 'x64';
    first = path.join(inject('release').folder, `borne-hub_0.1.0_${DEBIAN_ARCHITECTURE[architecture]}.deb`);
    const commit = { hash: 'c'.repeat(40), epoch: 1_780_000_000, clean: true };
    const deb = await hubDeb({ version: '0.1.1', architecture, commit, notices: 'none' });
    // A small one installs as a large one does.
    const files = deb.files.filter(({ to }) => !/\/hub\/(?:pglite|france|main|initdb)/u.test(to));
    second = await writeDeb({ ...deb, files }, path.join(work, 'tree'), work, 1_780_000_000);
  });

  afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

  beforeEach(() => {
    machine = new DebianMachine(temporaryFolder(), needed);
    machine.playSystemd();
    machine.write('/root/hub.env', SETTINGS);
  });

  it('installs accounts, settings that only root reads, and units; and starts nothing yet', () => {
    const done = install(first);
    expect(done.code, done.output).toBe(0);
    expect(done.output).toContain(`write ${ENV}`);
    const modes = machine.run(
      `stat -c '%U %a' ${ENV} /etc/borne-hub/backup.env /etc/default/borne-hub`,
    ).output;
    expect(modes).toBe('root 600\nroot 600\nroot 644\n');
    // What stands there as an example is no setting.
    expect(machine.run(`grep -v '^#' ${ENV}`).output).toBe('');
    expect(machine.run('getent passwd borne-hub borne-backup').output.match(/nologin/gu)).toHaveLength(2);
    expect(calls().filter((line) => line.includes(' preset '))).toEqual([
      expect.stringContaining('borne-hub.service') as string,
    ]);
    expect(calls().filter((line) => /(?:^| )(?:start|restart) /u.test(line))).toEqual([]);
    // Each program that a unit starts is there.
    const starts = machine.run('grep -h ^ExecStart= /usr/lib/systemd/system/borne-hub*').output;
    const programs = [...starts.matchAll(/\/opt\/\S+/gu)].map(([program]) => program);
    expect(programs.length).toBeGreaterThanOrEqual(4);
    expect(machine.run(`ls ${programs.join(' ')}`).code).toBe(0);
    const documents = machine.run('grep -h ^Documentation= /usr/lib/systemd/system/borne-hub*').output;
    const guides = [...documents.matchAll(/file:\/\/(\S+)/gu)].map(([, guide = '']) => guide);
    expect(machine.run(`ls ${guides.join(' ')}`).code).toBe(0);
    expect(machine.run('dpkg --verify borne-hub')).toEqual({ code: 0, output: '' });
  });

  it('takes the settings that it is given, once, and never runs them', () => {
    expect(install(first, { BORNE_HUB_SETTINGS_FILE: '/root/hub.env' }).code).toBe(0);
    expect(machine.run(`cat ${ENV}`).output).toBe(SETTINGS);
    machine.write('/root/other.env', 'HUB_SECRET=other\n');
    expect(install(second, { BORNE_HUB_SETTINGS_FILE: '/root/other.env' }).code).toBe(0);
    expect(machine.run(`cat ${ENV}`).output).toBe(SETTINGS);
  });

  it('refuses settings that are not there, with nothing unpacked', () => {
    const refused = install(first, { BORNE_HUB_SETTINGS_FILE: '/root/none.env' });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain('cannot be read');
    expect(machine.run('ls -d /opt/borne-hub').code).not.toBe(0);
  });

  it('neither migrates nor restarts at an upgrade, unless told', () => {
    expect(install(first).code).toBe(0);
    machine.run(': >/systemctl.log');
    const upgraded = install(second);
    expect(upgraded.code, upgraded.output).toBe(0);
    expect(upgraded.output).toContain('systemctl start borne-hub-migrate');
    expect(calls().filter((line) => /start|stop|migrate/u.test(line))).toEqual([]);
    expect(installed()).toBe('ii 0.1.1');
  });

  it('migrates, then restarts, when told so; and keeps that setting', () => {
    expect(install(first).code).toBe(0);
    machine.run("sed -i 's/=no$/=yes/' /etc/default/borne-hub; : >/systemctl.log");
    const upgraded = install(second, {}, '--force-confold');
    expect(upgraded.code, upgraded.output).toBe(0);
    const verbs = calls().filter((line) => line.includes('start'));
    expect(verbs).toEqual([
      'start borne-hub-migrate.service',
      expect.stringMatching(/try-restart borne-hub\.service/u) as string,
    ]);
    expect(machine.run('grep -c =yes$ /etc/default/borne-hub').output).toBe('1\n');
  });

  it('leaves the former hub running when the schema cannot be migrated, and goes on once it can', () => {
    expect(install(first).code).toBe(0);
    machine.run("sed -i 's/=no$/=yes/' /etc/default/borne-hub; : >/systemctl.log");
    machine.write('/systemctl.answers', 'start borne-hub-migrate.service=1\n');
    const failed = install(second, {}, '--force-confold');
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain('could not be migrated');
    expect(calls().filter((line) => /restart|stop/u.test(line))).toEqual([]);
    expect(installed()).toBe('iF 0.1.1');
    machine.write('/systemctl.answers', '');
    expect(machine.run('dpkg --configure -a').code).toBe(0);
    expect(calls().at(-1)).toContain('try-restart');
    expect(installed()).toBe('ii 0.1.1');
  });

  it('leaves settings, letters and backups when removed; loses settings when purged', () => {
    expect(install(first, { BORNE_HUB_SETTINGS_FILE: '/root/hub.env' }).code).toBe(0);
    machine.run(
      'install -d -o borne-hub /var/lib/borne-hub/letters && echo x >/var/lib/borne-hub/letters/a.pdf',
    );
    expect(machine.run('dpkg --remove borne-hub').code).toBe(0);
    expect(calls().some((line) => /stop borne-hub-letters\.timer .*borne-hub\.service/u.test(line))).toBe(
      true,
    );
    expect(machine.run(`cat ${ENV}`).output).toBe(SETTINGS);
    const purged = machine.run('dpkg --purge borne-hub');
    expect(purged).toMatchObject({
      code: 0,
      output: expect.stringContaining('/var/lib/borne-hub is left') as string,
    });
    expect(machine.run('ls -d /etc/borne-hub /etc/default/borne-hub 2>/dev/null').output).toBe('');
    expect(machine.run('ls /var/lib/borne-hub/letters').output).toBe('a.pdf\n');
    expect(machine.run('getent passwd borne-hub').code).toBe(0);
    expect(machine.run('getent passwd borne-backup').code).not.toBe(0);
  });

  it('loses everything when that is asked for', () => {
    expect(install(first).code).toBe(0);
    machine.run('install -d -o borne-hub /var/lib/borne-hub');
    expect(machine.run('dpkg --purge borne-hub', { BORNE_PURGE_DATA: 'yes' }).code).toBe(0);
    expect(machine.run('ls -d /var/lib/borne-* /opt/borne-hub 2>/dev/null').output).toBe('');
    expect(machine.run('getent passwd borne-hub').code).not.toBe(0);
  });
});
