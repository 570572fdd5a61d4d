/**
 * `npm test`: sets up, then runs all checks and suites (but `packages`) at the same time. The last line totals them; a check counts as
 * one test. Arguments select: names of suites or checks (`npm test -- unit lint packages`), or test files and options of
 * vitest (`npm test -- test/unit/shared/values/nir.test.ts -t invented`).
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { installDebian } from './setup/debian.mjs';
import { CACHE } from './setup/paths.mjs';
import { run, runNode, SetupError } from './setup/run-command.mjs';
import { hasDisplay } from './setup/runtime.mjs';
import { main, setUpRuntime, setUpSources } from './setup/set-up.mjs';
import { folderInMemory } from './setup/test-folder.mjs';
import { NOTHING_RUN, outcomeOf } from './setup/test-outcome.mjs';
import { startVirtualDisplay } from './setup/virtual-display.mjs';

const CHECKS = {
  lint: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  // It reads components, which oxlint does not, and takes ten times as long a file.
  'lint-components': ['node_modules/eslint/bin/eslint.js', 'src-renderer', '--max-warnings', '0'],
  // Version 7, in a third of the time; the other tools need version 6. On one core, beside the tests.
  types: ['node_modules/typescript-native/bin/tsc', '--noEmit', '--singleThreaded', '-p', '.'],
  svelte: [
    'node_modules/svelte-check/bin/svelte-check',
    ...['--tsconfig', 'src-renderer/tsconfig.svelte.json'],
    ...['--fail-on-warnings', '--no-color', '--output', 'human'],
  ],
  format: ['node_modules/oxfmt/bin/oxfmt', '--check'],
  unused: ['node_modules/knip/bin/knip.js'],
  // docs/architecture.md declares which room may import from which.
  rooms: [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    '--config',
    'tools/rooms.mjs',
    'src-main',
    'src-hub',
    'src-renderer',
    'src-shared',
    'src-updater',
  ],
};
const SUITES = ['unit', 'component', 'integration', 'e2e'];
/** Suites that run when they are named: they make whole releases. */
const NAMED_SUITES = ['packages'];

/** Debian's packages that some tests use as peers: command → package. See `test/support/peers.ts`. */
const PEERS = {
  spamassassin: 'spamassassin',
  php: 'php-cli',
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
  Xvfb: 'xvfb',
  xdotool: 'xdotool',
};

/** The same for the suite `packages`. */
const PACKAGE_PEERS = {
  lintian: 'lintian',
  gpg: 'gnupg',
  makensis: 'nsis',
  wixl: 'wixl',
  msibuild: 'msitools',
  'x86_64-w64-mingw32-gcc': 'gcc-mingw-w64-x86-64',
  osslsigncode: 'osslsigncode',
  '7zz': '7zip',
  wine: 'wine64 wine',
  'softhsm2-util': 'softhsm2 libengine-pkcs11-openssl',
};

/** Where Debian keeps PostgreSQL's programs; they are not on the path. */
const POSTGRESQL = '/usr/lib/postgresql';

await main(async () => {
  const { checks, tests } = chosenBy(process.argv.slice(2));
  if (tests?.some((argument) => /integration|e2e/u.test(argument))) await installPeers(PEERS, true);
  if (tests?.some((argument) => /component|integration|e2e/u.test(argument))) await installHeadlessShell();
  if (tests?.some((argument) => argument.includes('packages'))) await installPeers(PACKAGE_PEERS, false);
  await setUpSources();
  const [failedChecks, outcome] = await Promise.all([
    runChecks(checks),
    tests === null ? NOTHING_RUN : setUpAndTest(tests),
  ]);
  const passed = outcome.passed + checks.length - failedChecks;
  // In continuous integration, a missing peer is a failure.
  const unjudged = process.env.CI === undefined ? 0 : outcome.missing.size;
  const failed = outcome.failed + failedChecks + unjudged;
  for (const [peer, count] of outcome.missing) console.log(`${count} skipped: ${peer} is missing`);
  console.log(`${passed} passed, ${failed} failed, ${outcome.skipped} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/** Builds the application, finds its runtime, and runs tests. */
async function setUpAndTest(tests) {
  const { env, display } = await setUpWithDisplay(tests.some((argument) => argument.includes('e2e')));
  return runTests(tests, env).finally(() => display?.close());
}

/**
 * Sets up the runtime. Without a display, Electron is shown on one that nobody sees; the stand-in needs none.
 * @param {boolean | undefined} shows whether windows will be opened
 */
async function setUpWithDisplay(shows) {
  const needed = shows && process.platform === 'linux' && process.env.BORNE_HEADLESS !== '1' && !hasDisplay();
  const display = needed ? await startVirtualDisplay() : null;
  if (display !== null) process.env.DISPLAY = display.name;
  try {
    const { env, runtime } = await setUpRuntime();
    if (display === null || runtime.name === 'electron') return { env, display };
    await display.close();
    delete process.env.DISPLAY;
    return { env, display: null };
  } catch (error) {
    await display?.close();
    throw error;
  }
}

/** What the arguments select: names of checks, and vitest's arguments (null: no tests). */
function chosenBy(wanted) {
  const projects = (names) => names.flatMap((suite) => ['--project', suite]);
  if (wanted.length === 0) return { checks: Object.keys(CHECKS), tests: projects(SUITES) };
  if (existsSync(wanted[0])) return { checks: [], tests: wanted };
  const known = [...SUITES, ...NAMED_SUITES, ...Object.keys(CHECKS)];
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(
      `No test file, suite or check is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`,
    );
  }
  const suites = wanted.filter((name) => !(name in CHECKS));
  const checks = wanted.filter((name) => name in CHECKS);
  return { checks, tests: suites.length === 0 ? null : projects(suites) };
}

/**
 * Runs checks one after another, since tests run at the same time.
 * @returns the number of failed checks
 */
async function runChecks(names) {
  let failed = 0;
  for (const name of names) {
    const { code, output } = await runNode(CHECKS[name], { quiet: true });
    if (code !== 0) failed += 1;
    console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`);
  }
  return failed;
}

/** Runs vitest with the environment of the set-up. */
async function runTests(args, setUpEnv) {
  const report = path.join(CACHE, 'tests.json');
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const folder = folderInMemory();
  const env = {
    ...setUpEnv,
    // The processes started by tests load the same sources many times.
    NODE_COMPILE_CACHE: path.join(CACHE, 'compiled'),
    ...(folder && { TMPDIR: folder.path }),
  };
  const { code } = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...args, ...reporters], { env });
  folder?.remove();
  return outcomeOf(existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null, code);
}

/** Whether there is no such command on the path. */
async function isMissing(command) {
  return (await run(command, ['--version'], { quiet: true })).code === 127;
}

/** Debian's Chromium without windows, which is quicker; where it cannot be installed, the usual one does. */
async function installHeadlessShell() {
  const shell = 'chromium-headless-shell';
  if (!process.env.BORNE_CHROMIUM && (await isMissing(shell))) await installDebian([shell]);
}

/**
 * @param {Record<string, string>} peers command → package, or several
 * @param {boolean} withPostgresql PostgreSQL too, which has no command on the path
 */
async function installPeers(peers, withPostgresql) {
  const missing = [];
  for (const [command, name] of Object.entries(peers)) {
    if (await isMissing(command)) missing.push(...name.split(' '));
  }
  if (withPostgresql && !process.env.BORNE_POSTGRESQL && !existsSync(POSTGRESQL)) missing.push('postgresql');
  if (missing.length > 0 && !(await installDebian(missing))) {
    console.error(`Missing for some tests, which are skipped: Debian's ${missing.join(', ')}.`);
  }
}
