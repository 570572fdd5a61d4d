import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../../src-main/log/open-log.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** What a kiosk knows of a visitor; written here once more, so that a name taken from the product's list is missed. */
const PERSONAL = [
  ...['number', 'password', 'confirmation', 'email', 'phone'],
  ...['to', 'text', 'typed', 'identifier'],
];

/** A value that shows where it got through. */
const secretOf = (field: string): string => `secret-${field}-4711`;

const FIELDS = Object.fromEntries(PERSONAL.map((field) => [field, secretOf(field)]));

describe('a log of the kiosk', () => {
  it.each(['info', 'warn', 'error'] as const)('carries no personal value in a line of %s', (level) => {
    const folder = temporaryFolder();
    openLog(folder, () => Date.now())[level]({ ...FIELDS, reference: 'A1B2C3' }, 'something');
    const [name = ''] = readdirSync(folder);
    const line = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Record<string, unknown>;
    for (const field of PERSONAL) expect.soft(line[field]).toBe('[Redacted]');
    expect(line).toMatchObject({ reference: 'A1B2C3', msg: 'something' });
  });

  it('carries none either when it goes to standard error', () => {
    const module = new URL('../../../src-main/log/open-log.ts', import.meta.url).href;
    const code = `import { stderrLog } from ${JSON.stringify(module)}; stderrLog().error(${JSON.stringify(FIELDS)}, 'something');`;
    const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
    const line = JSON.parse(stderr.split('\n').find((text) => text.startsWith('{')) ?? '{}') as Record<
      string,
      unknown
    >;
    for (const field of PERSONAL) expect.soft(line[field]).toBe('[Redacted]');
    expect(line['msg']).toBe('something');
  });
});
