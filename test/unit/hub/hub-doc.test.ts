import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EXIT_MEANINGS } from '../../../src-hub/basics/exit-codes.ts';
import { COMMANDS } from '../../../src-hub/commands.ts';
import { HUB_DOC, hubSettingsList, settingsListIn } from '../../../tools/make/hub-doc.ts';

const page = readFileSync(HUB_DOC, 'utf8');

it('docs/hub.md lists the settings of the schema', () => {
  expect(settingsListIn(page)).toBe(hubSettingsList());
});

it.each(COMMANDS.map(({ name }) => name))('docs/hub.md tells of the command %s', (name) => {
  expect(page).toContain(`\`${name}`);
});

it('docs/hub.md has the rule of exit codes', () => {
  const rows = [...page.replaceAll('`', '').matchAll(/^\| (\d+) +\| (.*?) +\|$/gmu)].map(
    ([, code, meaning]) => [code, meaning],
  );
  expect(rows).toEqual(Object.entries(EXIT_MEANINGS));
});
