import fs from 'node:fs';
import path from 'node:path';
import { version as versionSchema } from '../../src-shared/release/manifest.ts';
import type { Done, Machine } from './machine.ts';
import { doneBy, type RunProgram } from './run-program.ts';

const PACKAGE = 'borne-adherent';
const SESSION = 'borne-adherent-session.service';

/** Places of the system; a test has others. */
export interface DebianPlaces {
  /** The root of the system. */
  readonly root: string;
}

/** A kiosk that dpkg installs and systemd runs. */
export function debian(
  run: RunProgram,
  architecture: Machine['architecture'],
  { root }: DebianPlaces = { root: '/' },
): Machine {
  const installed = (): string | null => {
    const { code, output } = run('dpkg-query', [
      '--show',
      '--showformat=${db:Status-Status} ${Version}',
      PACKAGE,
    ]);
    const [status, version] = output.trim().split(' ');
    return code === 0 && status === 'installed' && versionSchema.safeParse(version).success
      ? (version ?? null)
      : null;
  };
  return {
    system: 'linux',
    architecture,
    package: 'deb',
    programs: path.join(root, 'opt'),
    resources: path.join(root, 'opt', PACKAGE, 'resources'),
    installed,
    stopKiosk: () => doneBy('systemctl', run('systemctl', ['stop', SESSION])),
    startKiosk: () => doneBy('systemctl', run('systemctl', ['start', '--no-block', SESSION])),
    install: (file): Done => {
      const answer = run('dpkg', ['--install', '--force-downgrade', '--force-confold', file]);
      const done = doneBy('dpkg', answer);
      if (done.ok) return done;
      return { ...done, busy: answer.output.includes('lock') && answer.code === 2 };
    },
    pack: (folder) => packInstalled(run, root, folder, installed()),
  };
}

/** Makes a package of the files that dpkg has installed: the one that they came from is nowhere on the machine. */
function packInstalled(
  run: RunProgram,
  root: string,
  folder: string,
  version: string | null,
): { file: string } | { detail: string } {
  if (version === null) return { detail: `${PACKAGE} is not installed whole` };
  const changed = run('dpkg', ['--verify', PACKAGE]);
  if (changed.code !== 0 || changed.output.trim() !== '')
    return { detail: `files of ${PACKAGE} were changed: ${changed.output.trim().slice(0, 200)}` };
  const list = run('dpkg-query', ['--listfiles', PACKAGE]);
  const fields = run('dpkg-query', ['--status', PACKAGE]);
  if (list.code !== 0 || fields.code !== 0) return { detail: `dpkg does not know the files of ${PACKAGE}` };
  const tree = path.join(folder, 'tree');
  fs.rmSync(tree, { recursive: true, force: true });
  const control = path.join(tree, 'DEBIAN');
  fs.mkdirSync(control, { recursive: true });
  // dpkg-deb refuses other modes, which whoever called may have forbidden by default.
  for (const own of [tree, control]) fs.chmodSync(own, 0o755);
  for (const file of list.output.split('\n').filter((line) => line.startsWith('/') && line !== '/.'))
    copyInto(tree, root, file);
  const info = path.join(root, 'var/lib/dpkg/info');
  for (const name of ['preinst', 'postinst', 'prerm', 'postrm', 'conffiles', 'md5sums']) {
    const from = path.join(info, `${PACKAGE}.${name}`);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(control, name), { preserveTimestamps: true });
  }
  // Fields of the state, not of the package; and the list of settings, which stands in a file of its own.
  const text = fields.output.replace(/^(?:Status|Conffiles|Config-Version):.*\n(?: .*\n)*/gmu, '');
  fs.writeFileSync(path.join(control, 'control'), `${text.trim()}\n`);
  const file = path.join(folder, `${PACKAGE}_${version}_repacked.deb`);
  const built = doneBy(
    'dpkg-deb',
    run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', tree, file]),
  );
  fs.rmSync(tree, { recursive: true, force: true });
  return built.ok ? { file } : { detail: built.detail };
}

function copyInto(tree: string, root: string, file: string): void {
  const from = path.join(root, file);
  const to = path.join(tree, file);
  const found = fs.lstatSync(from);
  if (found.isDirectory()) {
    fs.mkdirSync(to, { recursive: true });
    fs.chmodSync(to, found.mode & 0o7777);
  } else if (found.isSymbolicLink()) {
    fs.symlinkSync(fs.readlinkSync(from), to);
  } else {
    fs.copyFileSync(from, to);
    fs.chmodSync(to, found.mode & 0o7777);
    fs.utimesSync(to, found.atime, found.mtime);
  }
}
