import { expect, it } from 'vitest';
import { currentCommit } from '../../tools/package/commit.ts';
import { compareBuilds } from '../../tools/package/compare.ts';
import { isInstalled } from '../support/peers.ts';

it('is made twice from one commit, in other places, zones and file masks, without a difference', async () => {
  const windows = isInstalled('Windows tools');
  const options = ['--layout', ...(windows ? [] : ['--without-windows'])];
  const { differences, compared } = await compareBuilds(await currentCommit(), options);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(windows ? 11 : 9);
}, 1_800_000);
