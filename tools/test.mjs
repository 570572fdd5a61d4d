/**
 * `npm test`: sets up, then runs every check and every suite. Ends with one line that totals them all; a check
 * counts as one test. Arguments are names of suites or checks: `npm test -- unit lint`.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { installDebian } from './setup/debian.mjs';
import { CACHE } from './setup/paths.mjs';
import { run, runNode } from './setup/run-command.mjs';
import { main, setUp } from './setup/set-up.mjs';

const CHECKS = {
  // The longest first: as many run at once as there are cores.
  lint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'],
  svelte: [
    'node_modules/svelte-check/bin/svelte-check',
    '--fail-on-warnings',
    '--no-color',
    '--output',
    'human',
  ],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  unused: ['node_modules/knip/bin/knip.js'],
};
const SUITES = ['unit', 'integration', 'e2e'];

/** Debian's packages that some tests use as peers: command → package. */
const PEERS = {
  spamassassin: 'spamassassin',
  php: 'php-cli',
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
};

/** Where Debian keeps the programs of PostgreSQL, which are not on the path. */
const POSTGRESQL = '/usr/lib/postgresql';

await main(async () => {
  const { env } = await setUp();
  const wanted = process.argv.slice(2);
  const chosen = (name) => wanted.length === 0 || wanted.includes(name);
  const total = { passed: 0, failed: 0, skipped: 0 };
  if (chosen('integration')) await installPeers();
  const checks = Object.entries(CHECKS).filter(([name]) => chosen(name));
  const checkOnward = async () => {
    for (let next = checks.shift(); next !== undefined; next = checks.shift()) {
      const [name, args] = next;
      const { code, output } = await runNode(args, { quiet: true });
      if (code === 0) total.passed += 1;
      else total.failed += 1;
      console.log(code === 0 ? `✓ ${name}` : `✗ ${name}\n${output}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, checkOnward));
  for (const suite of SUITES.filter(chosen)) {
    const report = path.join(CACHE, `tests-${suite}.json`);
    rmSync(report, { force: true });
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await runNode(
      ['node_modules/vitest/vitest.mjs', 'run', '--project', suite, ...reporters],
      { env },
    );
    const result = readReport(report);
    total.passed += result.numPassedTests;
    total.failed += result.numFailedTests;
    total.skipped += result.numPendingTests + result.numTodoTests;
    // A suite can fail without a failing test: a file that does not load, an unhandled rejection.
    if (code !== 0 && result.numFailedTests === 0) total.failed += 1;
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

async function installPeers() {
  const missing = [];
  for (const [command, name] of Object.entries(PEERS)) {
    if ((await run(command, ['--version'], { quiet: true })).code === 127) missing.push(name);
  }
  if (!process.env.BORNE_POSTGRESQL && !existsSync(POSTGRESQL)) missing.push('postgresql');
  if (missing.length > 0 && !(await installDebian(missing))) {
    console.error(`Missing for some tests, which will say so: Debian's ${missing.join(', ')}.`);
  }
}
