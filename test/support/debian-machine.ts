import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a command has answered. */
export interface Answer {
  readonly code: number;
  /** Standard output and error, in this order. */
  readonly output: string;
}

/** Makes the upper layer the root, then runs `$SCRIPT` there. */
const ENTER = `set -e
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
exec chroot "$1/root" /bin/sh -c "$SCRIPT"`;

/**
 * A Debian of its own above this one: it has what this machine has installed, with the real dpkg, and what is written
 * in it stays in a folder.
 */
export class DebianMachine {
  readonly #folder: string;

  /**
   * @param folder what is written goes there
   * @param base a machine to begin from
   */
  constructor(folder: string, base?: DebianMachine) {
    this.#folder = folder;
    for (const name of ['upper', 'work', 'root']) mkdirSync(path.join(folder, name), { recursive: true });
    // The image of a container may forbid to start services.
    if (base === undefined) this.run('rm -f /usr/sbin/policy-rc.d');
    else spawnSync('cp', ['--archive', path.join(base.#folder, 'upper'), folder]);
  }

  /** Runs a script of the shell as root, without a network. */
  run(script: string, env: Readonly<Record<string, string>> = {}): Answer {
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', '--net', '--fork', '--pid', 'sh', '-c', ENTER, 'sh', this.#folder],
      {
        encoding: 'utf8',
        env: {
          PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
          DEBIAN_FRONTEND: 'noninteractive',
          LC_ALL: 'C.UTF-8',
          ...env,
          SCRIPT: script,
        },
      },
    );
    return { code: status ?? 1, output: stdout + stderr };
  }

  /** Puts a file into the machine. */
  write(file: string, text: string | Buffer, mode = 0o644): void {
    const place = path.join(this.#folder, 'upper', file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text, { mode });
  }

  /**
   * Plays a systemd that runs: `systemctl` notes its arguments in `/systemctl.log`, and answers what the file
   * `/systemctl.answers` has in a line `ARGUMENTS=EXIT CODE`, else 0; every unit is enabled.
   */
  playSystemd(): void {
    this.run('mkdir -p /run/systemd/system && : >/systemctl.answers');
    const script = `#!/bin/sh
echo "$*" >>/systemctl.log
case " $* " in *" is-enabled "*) echo enabled ;; esac
line=$(grep -F -- "$*=" /systemctl.answers | head -n 1)
line=\${line##*=}
exit "\${line:-0}"
`;
    this.write('/usr/bin/systemctl', script, 0o755);
  }
}

/** True when this process can make such a machine: root on Debian, with overlays. */
export function canMakeMachines(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-machine-'));
  try {
    return new DebianMachine(folder).run('dpkg --version').code === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
