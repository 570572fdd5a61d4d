import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject } from 'vitest';
import { filesBelow } from '../../tools/package/files.ts';
import { addToRepository, KEY_FILE } from '../../tools/package/repository.ts';
import { ROOT } from '../../tools/setup/paths.mjs';
import { describeWith, itWith } from '../support/peers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { neededMachine } from './support/needed-packages.ts';

const DATA = '/var/lib/borne-adherent';
const CONFIG = '/etc/borne-adherent/config.json';
const KEYRING = '/etc/apt/keyrings/borne-adherent.asc';
const CODE = 'ACDE-FGHJ-KMNP-3467';

describeWith('GnuPG')('a kiosk that IT installs as docs/it.md says', () => {
  itWith('chroot')('comes from the apt repository, silently, and leaves as it was told to', async () => {
    const home = temporaryFolder();
    const env = { ...process.env, GNUPGHOME: home };
    const gpg = (...args: string[]): Buffer =>
      execFileSync(
        'gpg',
        ['--batch', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
        {
          env,
        },
      );
    gpg('--quick-generate-key', 'Nobody <nobody@mcrn.example>', 'ed25519', 'sign', 'never');
    const keyFile = path.join(temporaryFolder(), 'key.gpg');
    writeFileSync(keyFile, gpg('--export-secret-keys'));
    execFileSync('gpgconf', ['--kill', 'gpg-agent'], { env });
    const repository = path.join(temporaryFolder(), 'repository');
    await addToRepository(inject('release').folder, repository, { file: keyFile, passphraseFile: undefined });

    const machine = await neededMachine(temporaryFolder());
    for (const file of await filesBelow(repository))
      machine.write(`/srv/repository/${file}`, readFileSync(path.join(repository, file)));
    machine.write(
      '/root/kiosk.json',
      readFileSync(path.join(ROOT, 'deploy/debian/borne-adherent/config.json')),
    );
    // Without a network, the machine has this source alone; its account for downloads has no rights in a chroot.
    machine.run(
      'rm -rf /etc/apt/sources.list /etc/apt/sources.list.d /var/lib/apt/lists; mkdir /etc/apt/sources.list.d',
    );
    machine.write('/etc/apt/apt.conf.d/99-test', 'APT::Sandbox::User "root";\n');
    const by = (script: string, more: Record<string, string> = {}) =>
      machine.run(`cd /root && ${script}`, more);

    const prepared = by(
      `install -D -m 644 /srv/repository/${KEY_FILE} ${KEYRING} && echo "deb [signed-by=${KEYRING}] file:/srv/repository stable main" >/etc/apt/sources.list.d/borne-adherent.list && apt-get update`,
    );
    expect(prepared.code, prepared.output).toBe(0);
    const installed = by(
      `BORNE_CONFIG_FILE=/root/kiosk.json BORNE_HUB_URL=https://hub.mcrn.example BORNE_ENROLMENT_CODE=${CODE} apt-get install --yes borne-adherent-layout`,
    );
    expect(installed.code, installed.output).toBe(0);
    expect(by(`cat ${CONFIG}`).output).toContain(CODE);
    expect(by(`stat -c '%U %a' ${CONFIG} ${DATA}`).output).toBe('root 640\nborne 700\n');
    // The account reaches the program by the words of the guide; what stands for it is a file of three lines.
    const started = by('setpriv --reuid=borne --regid=borne --init-groups borne-adherent --check-config');
    expect(started.output).toContain('/usr/bin/borne-adherent: 1: placeholder');

    machine.write(`${DATA}/journal.db`, 'decisions');
    expect(by('apt-get remove --yes borne-adherent-layout').code).toBe(0);
    expect(by(`cat ${DATA}/journal.db ${CONFIG}`).output).toMatch(/^decisions\{/u);
    expect(by('apt-get purge --yes borne-adherent-layout').code).toBe(0);
    expect(by(`cat ${DATA}/journal.db`).output).toBe('decisions');
    expect(by('ls -d /etc/borne-adherent').code).not.toBe(0);
    expect(by('apt-get install --yes borne-adherent-layout').code).toBe(0);
    expect(by('apt-get purge --yes borne-adherent-layout', { BORNE_PURGE_DATA: 'yes' }).code).toBe(0);
    expect(by(`ls -d ${DATA}`).code).not.toBe(0);
  });
});
