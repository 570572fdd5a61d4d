import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asar } from '../../../tools/package/archive.ts';
import { isOutOfReach, packApplication } from '../../../tools/setup/pack.mjs';
import { insideKiosk } from '../../../tools/package/inside.ts';
import { NODE_FOR_WINDOWS } from '../../../tools/package/windows/node-for-windows.ts';
import { noticesOf } from '../../../tools/package/notices.ts';
import { makeUpElectron, readFuses } from '../../../tools/package/placeholder-electron.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');

/** Milliseconds: packing takes about fifteen seconds on an idle machine. */
const LIMIT = 180_000;

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;

interface Run {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end with the project's own Node first on the path. */
function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Run> {
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH, ...options.env };
  return new Promise((resolve) => {
    execFile(command, args, { cwd: options.cwd ?? ROOT, env, timeout: LIMIT }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
}

/** Every file below a folder, relative to it, with slashes. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** Sources of the hub and of its libraries, and a text by which each is known once it is bundled. */
const OF_HEAD_OFFICE = [
  ['src-hub/basics/settings/settings.ts', 'HUB_DATABASE_URL'],
  ['node_modules/fastify/lib/errors.js', 'FST_ERR_'],
  ['node_modules/pg/lib/crypto/sasl.js', 'SCRAM-SHA-256'],
  ['node_modules/kysely/dist/migration/migrator.js', 'kysely_migration'],
  ['node_modules/@electric-sql/pglite/dist/index.js', 'PGlite'],
  ['node_modules/pdfkit/js/pdfkit.js', 'PDFKit'],
  ['node_modules/csv-parse/dist/esm/index.js', 'CSV_INVALID_'],
  ['node_modules/prom-client/lib/registry.js', 'openmetrics'],
] as const;

describe.runIf(process.platform === 'linux')('the packed application', () => {
  const work = mkdtempSync(path.join(tmpdir(), 'borne-package-'));
  const electron = path.join(work, 'electron');
  const packed = path.join(work, 'out', 'linux-unpacked');
  const archive = path.join(packed, 'resources', 'app.asar');
  const application = path.join(work, 'application');
  const native = `linux-${process.arch}`;
  let files: string[] = [];
  const scriptsWith = (mark: string): string[] =>
    files
      .filter((file) => file.startsWith('dist/') && /\.c?js$/u.test(file))
      .filter((file) => readFileSync(path.join(application, file), 'utf8').includes(mark));

  beforeAll(async () => {
    makeUpElectron(electron);
    const output = `-c.directories.output=${path.join(work, 'out')}`;
    const made = await packApplication(electron, [output]);
    expect(made, made.output).toMatchObject({ code: 0 });
    asar.extractAll(archive, application);
    files = filesBelow(application);
  }, LIMIT);

  afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 5 }));

  it('packs main, preload, page and the two packages with native code', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/main/index.js',
        'dist/main/members-writer.js',
        'dist/main/member-sync.js',
        'dist/preload/preload.cjs',
        'dist/renderer/index.html',
        'node_modules/better-sqlite3/package.json',
        'node_modules/argon2/package.json',
      ]),
    );
  });

  it('packs nothing else at the top, and no source, map, test or tool', () => {
    const tops = new Set(
      files
        .map((file) => file.split('/').slice(0, 2).join('/'))
        .filter((top) => !top.startsWith('node_modules/')),
    );
    expect([...tops].sort()).toEqual(['dist/main', 'dist/preload', 'dist/renderer', 'package.json']);
    const unwanted =
      /\.(?:ts|cts|mts|map|svelte|c|cc|cpp|h|gyp|gypi|md)$|electron-stand-in|playwright|vitest|\/\.sources$/u;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('packs no package but the two and what they load', () => {
    const packages = new Set(
      files
        .filter((file) => file.startsWith('node_modules/'))
        .map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(file)?.[1]),
    );
    expect([...packages].sort()).toEqual(
      ['@phc/format', ...Object.keys(manifest.dependencies), 'node-gyp-build'].sort(),
    );
    const own = JSON.parse(readFileSync(path.join(application, 'package.json'), 'utf8')) as Manifest;
    expect(own.dependencies).toEqual(manifest.dependencies);
    expect(own.devDependencies).toBeUndefined();
  });

  it.each(OF_HEAD_OFFICE)('packs nothing of head office: %s', (source, mark) => {
    expect(readFileSync(path.join(ROOT, source), 'utf8'), 'it is known by this').toContain(mark);
    expect(scriptsWith(mark)).toEqual([]);
  });

  it.each([
    ['undici', 'UND_ERR_CONNECT_TIMEOUT'],
    ['bwip-js', 'bwipp'],
    ['the shared contract', 'x-borne-contract'],
  ])('would see it by that: what the kiosk needs of %s is seen', (_, mark) => {
    expect(scriptsWith(mark)).not.toEqual([]);
  });

  it('packs native binaries of this system alone, outside the archive', () => {
    const unpacked = filesBelow(`${archive}.unpacked`);
    expect(unpacked).toEqual([
      `node_modules/argon2/prebuilds/${native}/${readdirSync(path.join(ROOT, 'node_modules/argon2/prebuilds', native)).find((name) => name.endsWith('.glibc.node')) ?? ''}`,
      `node_modules/better-sqlite3/prebuilds/${native}.node`,
    ]);
    expect(files.filter((file) => file.endsWith('.node'))).toEqual(unpacked);
  });

  it('names no source map, and holds no key and no path of this machine', () => {
    const texts = files.filter((file) => !file.endsWith('.node'));
    const holding = (mark: RegExp | string): string[] =>
      texts.filter((file) => {
        const text = readFileSync(path.join(application, file), 'latin1');
        return typeof mark === 'string' ? text.includes(mark) : mark.test(text);
      });
    expect(holding(/[#@] ?sourceMappingURL=/u)).toEqual([]);
    expect(holding(/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*[A-Za-z0-9+/]/u)).toEqual([]);
    expect(holding(ROOT)).toEqual([]);
    expect(holding(work)).toEqual([]);
    expect(holding('APP_VERSION'), 'it would see it').not.toEqual([]);
  });

  it('lists every package of which a part is inside, and no other', () => {
    const inside = insideKiosk(archive, { electron: false, updater: false }).map(({ name }) => name);
    expect(inside).toEqual(
      expect.arrayContaining(['svelte', 'zod', 'undici', 'pino', ...Object.keys(manifest.dependencies)]),
    );
    // A font and the pictograms come in by style sheets and by an extract.
    expect(inside).toEqual(
      expect.arrayContaining([
        '@fontsource-variable/atkinson-hyperlegible-next',
        '@iconify-json/fluent-emoji-flat',
      ]),
    );
    expect(inside.filter((name) => /^(?:fastify|pg|kysely|vite|electron|node)$/u.test(name))).toEqual([]);
    const all = insideKiosk(archive, { electron: true, updater: true });
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['electron', 'node']));
    // Node brings the licences of what it is made of.
    const notices = noticesOf('kiosk', all);
    for (const word of ['node 24.', 'OpenSSL', 'ICU', 'V8']) expect(notices).toContain(word);
  });

  it('has Node for Windows in the version of Node', () => {
    const { version } = JSON.parse(
      readFileSync(path.join(ROOT, 'node_modules', 'node', 'package.json'), 'utf8'),
    ) as { version: string };
    expect(NODE_FOR_WINDOWS.version).toBe(version);
  });

  it('stays small', () => {
    const bytes = files.reduce((sum, file) => sum + statSync(path.join(application, file)).size, 0);
    expect(bytes).toBeLessThan(15 * 1024 * 1024);
    expect(readdirSync(path.join(packed, 'locales')).sort()).toEqual(['en-US.pak', 'fr.pak']);
  });

  it('takes out of the binary what a command line could do with it', () => {
    // RunAsNode, cookie encryption, NODE_OPTIONS, --inspect, asar integrity, asar only, (snapshot), file: privileges
    expect(readFuses(readFileSync(path.join(packed, 'borne-adherent')))).toBe('01001100');
  });

  it('holds all that the application loads', async () => {
    const script = [
      `const memory = new (require('better-sqlite3'))(':memory:');`,
      `console.log(memory.prepare('SELECT sqlite_version()').pluck().get());`,
      `require('argon2').hash('a password of nobody').then((phc) => console.log(phc.slice(0, 10)));`,
    ].join('\n');
    const loaded = await run(process.execPath, ['-e', script], { cwd: application });
    expect(loaded, loaded.output).toMatchObject({ code: 0 });
    expect(loaded.output).toMatch(/^3\.\d+\.\d+\n\$argon2id\$/u);
  });

  it('starts as far as its configuration', async () => {
    const config = path.join(work, 'config.json');
    writeFileSync(
      config,
      JSON.stringify({ mode: 'demo', dataDir: 'data', members: { file: 'members.ndjson' }, colour: 'blue' }),
    );
    const standIn = path.join(ROOT, 'tools', 'electron-stand-in', 'electron');
    const main = path.join(application, 'dist', 'main', 'index.js');
    const checked = await run(standIn, [main, `--config=${config}`, '--check-config'], { cwd: work });
    expect(checked.output).toContain('colour: unknown key');
    expect(checked.code).toBe(78);
  });
});

describe('packing without an Electron', () => {
  it('says in one sentence that the named one is not there', async () => {
    const missing = path.join(tmpdir(), 'borne-no-electron-here');
    expect(existsSync(missing)).toBe(false);
    await expect(packApplication(missing)).rejects.toThrow(`The Electron to pack is not there: ${missing}.`);
  });

  it.each([
    ['RequestError: connect ECONNREFUSED 127.0.0.1:9', true],
    ['RequestError: getaddrinfo ENOTFOUND github.example', true],
    ['HTTPError: Request failed with status code 403 (Forbidden)', true],
    ['Cannot find the preload that package.json names', false],
    ['ENOSPC: no space left on device', false],
  ])('takes "%s" for a release site out of reach: %s', (output, expected) => {
    expect(isOutOfReach(output)).toBe(expected);
  });
});
