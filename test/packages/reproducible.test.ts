import { expect, it } from 'vitest';
import { currentCommit } from '../../tools/package/commit.ts';
import { compareBuilds } from '../../tools/package/compare.ts';

it('is made twice from one commit, in other places, zones and file masks, without a difference', async () => {
  const { differences, compared } = await compareBuilds(await currentCommit(), ['--layout']);
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThanOrEqual(9);
}, 900_000);
