import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../tools/setup/paths.mjs';
import { run } from '../../tools/setup/run-command.mjs';
import { isInstalled } from '../support/peers.ts';

it('is made twice from one commit, in other places, zones and file masks, without a difference', async () => {
  const windows = isInstalled('Windows tools');
  const options = ['--compare', '--layout', ...(windows ? [] : ['--without-windows'])];
  const command = path.join(ROOT, 'tools', 'package', 'package.ts');
  const { code, output } = await run(process.execPath, [command, ...options], { quiet: true });
  expect(code, output).toBe(0);
  const [, compared, differing] = /^(\d+) files compared, (\d+) differ\.$/mu.exec(output) ?? [];
  expect(Number(differing), output).toBe(0);
  expect(Number(compared)).toBeGreaterThanOrEqual(windows ? 11 : 9);
}, 1_800_000);
