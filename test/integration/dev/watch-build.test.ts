import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { APP_VERSION } from '../../../src-shared/app-version.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** What a build of the kiosk reads. */
const SOURCES = [
  ...['src-main', 'src-renderer', 'src-shared', 'resources'],
  ...['tools/setup', 'vite.config.ts', 'package.json', 'tsconfig.json'],
];

it('a change of a source builds the part again that it belongs to; a broken one says so and waits', async () => {
  const copy = temporaryFolder();
  for (const name of SOURCES) cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'watch-child.ts')], { cwd: copy });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const next = async (line: string): Promise<void> => {
    await expect.poll(() => said, { timeout: 120_000 }).toContain(`${line}\n`);
    said = '';
  };
  const main = path.join(copy, 'src-main', 'start.ts');
  const sound = readFileSync(main, 'utf8');

  await next('client main preload');
  appendFileSync(path.join(copy, 'src-renderer', 'page-given-up.html'), '<!-- changed -->');
  await next('client');
  const built = path.join(copy, 'dist', 'renderer', 'page-given-up.html');
  expect(readFileSync(built, 'utf8')).toContain('changed');
  expect(readFileSync(built, 'utf8'), 'which IT is told by telephone').toContain(`Version ${APP_VERSION}<`);

  appendFileSync(main, 'const broken = ;\n');
  await next('failed');
  writeFileSync(main, `${sound}console.log('changed');\n`);
  await next('main');
  expect(readFileSync(path.join(copy, 'dist', 'main', 'start.js'), 'utf8')).toContain('changed');
});
