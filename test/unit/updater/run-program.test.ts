import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { doneBy, runProgram } from '../../../src-updater/machine/run-program.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const shell = (script: string) => runProgram('/bin/sh', ['-c', script]);

describe('a program of the system', () => {
  const { TMPDIR: usual } = process.env;
  let temporary = '';
  beforeEach(() => {
    temporary = temporaryFolder();
    process.env['TMPDIR'] = temporary;
  });
  afterEach(() => {
    if (usual === undefined) Reflect.deleteProperty(process.env, 'TMPDIR');
    else process.env['TMPDIR'] = usual;
  });

  it('tells its exit code and all that it has written, in its order', () => {
    expect(shell('echo one; echo two >&2; echo trois; exit 3')).toEqual({
      code: 3,
      output: 'one\ntwo\ntrois\n',
    });
    expect(shell('true')).toEqual({ code: 0, output: '' });
    const { output } = shell('yes words | head -c 300000');
    expect(output).toHaveLength(300_000);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is not waited for by what it leaves running', () => {
    const { code, output } = shell('sleep 600 & echo $!');
    const left = Number(output);
    expect(code).toBe(0);
    // It runs: to tell it to end does not throw.
    process.kill(left, 0);
    process.kill(left);
  });

  it('answers when there is no place for its output', () => {
    process.env['TMPDIR'] = path.join(temporary, 'none');
    expect(shell('echo one; exit 2')).toEqual({ code: 2, output: 'one\n' });
  });

  it('that cannot be started, or is ended, has no exit code, and says why', () => {
    const missing = runProgram('/nonexistent/program', []);
    expect(missing).toEqual({ code: null, output: expect.stringContaining('ENOENT') as string });
    expect(doneBy('it', missing)).toMatchObject({ ok: false });
    expect(shell('echo begun; kill -9 $$')).toEqual({ code: null, output: 'begun\n' });
  });

  it('gets nothing of the environment of whoever called', () => {
    const { output } = shell('env');
    expect(output).toContain('BORNE_UPDATER=yes');
    expect(output).not.toContain('TMPDIR');
  });
});
