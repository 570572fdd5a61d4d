import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const END_THREADS = fileURLToPath(new URL('./fixtures/end-threads.ts', import.meta.url));

// terminate() at once ended the process within fifteen threads, in each of eight runs.
it('Threads that are ended while they load SQLite leave the process as it is', () => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [END_THREADS, temporaryFolder(), '40'],
    { encoding: 'utf8' },
  );
  expect({ status, signal, stdout, stderr }).toEqual({
    status: 0,
    signal: null,
    stdout: '40 ended\n',
    stderr: '',
  });
});
