import { createHash } from 'node:crypto';
import {
  chmod,
  cp,
  lstat,
  lutimes,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { run, SetupError } from '../../setup/run-command.mjs';
import { filesBelow } from '../files.ts';

/** What Debian calls the processor. */
export const DEBIAN_ARCHITECTURE = { x64: 'amd64', arm64: 'arm64' } as const;

/** A processor for which packages are made. */
export type Architecture = keyof typeof DEBIAN_ARCHITECTURE;

/** Something that a package brings, by its path on the machine (absolute). */
export type DebFile = { readonly to: string; readonly mode?: number } & (
  | { /** A file, or a folder with all below it. */ readonly from: string }
  | { readonly text: string | Buffer }
  | { readonly link: string }
);

/** A Debian package. */
export interface Deb {
  readonly name: string;
  readonly version: string;
  readonly architecture: Architecture;
  /** Further fields of `control`, such as `Depends`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly DebFile[];
  readonly scripts: Readonly<Partial<Record<'preinst' | 'postinst' | 'prerm' | 'postrm', string>>>;
  /** Paths of files that the administrator may change, and that an upgrade then leaves alone. */
  readonly conffiles: readonly string[];
}

/** The name of the file of a package. */
export function debFileName({ name, version, architecture }: Deb): string {
  return `${name}_${version}_${DEBIAN_ARCHITECTURE[architecture]}.deb`;
}

/**
 * Writes a package with `dpkg-deb`. Order, owners, modes and times depend on nothing of this machine.
 * @param work folder for the tree of the package; emptied
 * @param into folder of the package
 * @param epoch seconds since 1970: the time of every file
 * @returns the package
 * @throws SetupError without `dpkg-deb`
 */
export async function writeDeb(deb: Deb, work: string, into: string, epoch: number): Promise<string> {
  await rm(work, { recursive: true, force: true });
  for (const file of deb.files) await place(work, file);
  await tidy(work);
  const control = path.join(work, 'DEBIAN');
  await mkdir(control);
  await writeFile(path.join(control, 'control'), await controlOf(deb, work));
  await writeFile(path.join(control, 'md5sums'), await md5sums(work));
  if (deb.conffiles.length > 0)
    await writeFile(path.join(control, 'conffiles'), `${deb.conffiles.join('\n')}\n`);
  for (const [name, text] of Object.entries(deb.scripts))
    await writeFile(path.join(control, name), text, { mode: 0o755 });
  await tidy(control);
  await setTimes(work, epoch);
  const file = path.join(into, debFileName(deb));
  // Several threads would compress into other bytes.
  const built = await run(
    'dpkg-deb',
    ['--root-owner-group', '-Zxz', '--threads-max=1', '--build', work, file],
    { quiet: true, env: { SOURCE_DATE_EPOCH: String(epoch) } },
  );
  if (built.code === 127)
    throw new SetupError('dpkg-deb is missing: Debian packages are made where dpkg is installed.');
  if (built.code !== 0) throw new SetupError(`dpkg-deb could not make ${file}: ${built.output.trim()}`);
  return file;
}

async function place(work: string, file: DebFile): Promise<void> {
  const to = path.join(work, file.to);
  await mkdir(path.dirname(to), { recursive: true });
  if ('link' in file) await symlink(file.link, to);
  else if ('text' in file) await writeFile(to, file.text);
  else await cp(file.from, to, { recursive: true, verbatimSymlinks: true });
  if (file.mode !== undefined) await chmod(to, file.mode);
}

/** Gives every file 644 or 755, every folder 755; modes with a special bit stay as they are. */
async function tidy(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const whole = path.join(folder, entry.name);
    if (entry.isDirectory()) await tidy(whole);
    if (!entry.isFile()) continue;
    const { mode } = await stat(whole);
    if ((mode & 0o7000) === 0) await chmod(whole, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function setTimes(folder: string, epoch: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const whole = path.join(folder, entry.name);
    if (entry.isDirectory()) await setTimes(whole, epoch);
    else await lutimes(whole, epoch, epoch);
  }
  await lutimes(folder, epoch, epoch);
}

async function controlOf(deb: Deb, work: string): Promise<string> {
  const sizes = await Promise.all(
    (await filesBelow(work)).map(async (file) => (await lstat(path.join(work, file))).size),
  );
  const fields = {
    Package: deb.name,
    Version: deb.version,
    Architecture: DEBIAN_ARCHITECTURE[deb.architecture],
    'Installed-Size': String(sizes.reduce((sum, size) => sum + Math.ceil(size / 1024), 0)),
    ...deb.fields,
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

async function md5sums(work: string): Promise<string> {
  const lines: string[] = [];
  for (const file of await filesBelow(work)) {
    const whole = path.join(work, file);
    if (file.startsWith('DEBIAN/') || !(await lstat(whole)).isFile()) continue;
    lines.push(
      `${createHash('md5')
        .update(await readFile(whole))
        .digest('hex')}  ${file}\n`,
    );
  }
  return lines.join('');
}
