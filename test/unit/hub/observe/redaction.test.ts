import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** What head office knows of people and kiosks; written here once more, so that a name taken from the product's list is missed. */
const PERSONAL = [
  ...[
    'number',
    'password',
    'phc',
    'token',
    'identifier',
    'email',
    'phone',
    'familyName',
    'birthName',
    'givenName',
  ],
  ...['birthDate', 'authorization', 'machine', 'url', 'params', 'detail'],
];

const FIELDS = Object.fromEntries(PERSONAL.map((field) => [field, `secret-${field}-4711`]));

const MODULE = new URL('../../../../src-hub/observe/open-log.ts', import.meta.url).href;

/** What a hub of its own process writes to one of its outputs, since a log has no other place to go. */
function written(to: 1 | 2, level: string): Record<string, unknown>[] {
  const code = `
    import { openHubLog } from ${JSON.stringify(MODULE)};
    const fields = ${JSON.stringify(FIELDS)};
    openHubLog('info', ${to}).${level}({ ...fields, nested: fields, mail: 'id-1' }, 'something');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  return (to === 1 ? stdout : stderr)
    .split('\n')
    .filter((text) => text.startsWith('{'))
    .map((text) => JSON.parse(text) as Record<string, unknown>);
}

describe('a log of head office', () => {
  it.each([
    [1, 'info'],
    [1, 'warn'],
    [2, 'error'],
  ] as const)('carries no personal value, also one level down (output %i, %s)', (to, level) => {
    const lines = written(to, level);
    expect(lines).toHaveLength(1);
    const [line = {}] = lines;
    const nested = line['nested'] as Record<string, unknown>;
    for (const field of PERSONAL) {
      expect.soft(line[field], field).toBe('[Redacted]');
      expect.soft(nested[field], `nested ${field}`).toBe('[Redacted]');
    }
    expect(line).toMatchObject({ mail: 'id-1', msg: 'something' });
  });
});
