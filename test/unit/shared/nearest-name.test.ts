import { expect, it } from 'vitest';
import { nearestName } from '../../../src-shared/nearest-name.ts';

const KNOWN = ['HUB_PORT', 'HUB_HOST', 'HUB_DATABASE_URL', 'HUB_DATABASE_CONNECTIONS'];

it.each([
  ['HUB_PROT', 'HUB_PORT'],
  ['HUBPORT', 'HUB_PORT'],
  ['hub-host', 'HUB_HOST'],
  ['HUB_PORTS', 'HUB_PORT'],
  ['HUB_PRT', 'HUB_PORT'],
  ['HUB_DATABASE', 'HUB_DATABASE_URL'],
  ['HUB_LETTERHEAD', null],
  ['', null],
  ['—', null],
  ['x', null],
])('%s may mean %s', (wrong, meant) => {
  expect(nearestName(wrong, KNOWN)).toBe(meant);
});

it('takes the nearest of several', () => {
  expect(nearestName('lisst', ['last', 'list'])).toBe('list');
  expect(nearestName('list', [])).toBeNull();
});
