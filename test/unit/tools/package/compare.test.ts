import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { compareFolders } from '../../../../tools/package/compare.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

it('names each file that differs, or is in one folder only', async () => {
  const one = folderOf({ same: 'x', 'below/other': 'a', 'of-one': '' });
  const other = folderOf({ same: 'x', 'below/other': 'b', 'below/of-other': '' });
  expect(await compareFolders(one, other)).toEqual({
    differences: [
      'below/of-other is in one of them only.',
      'below/other differs.',
      'of-one is in one of them only.',
    ],
    compared: 4,
  });
  expect(await compareFolders(one, one)).toEqual({ differences: [], compared: 3 });
});
