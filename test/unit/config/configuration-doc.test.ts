import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src-main/config/config-schema.ts';
import { CONFIGURATION_DOC, configurationDoc } from '../../../tools/make/configuration-doc.ts';

describe('docs/configuration.md', () => {
  const page = configurationDoc();

  it('is what the schema says now (else: node tools/make/configuration-doc.ts)', () => {
    expect(readFileSync(CONFIGURATION_DOC, 'utf8')).toBe(page);
  });

  it('has a meaning for each key', () => {
    const items = page.split('\n').filter((line) => line.startsWith('- `'));
    expect(items.length).toBeGreaterThan(40);
    expect(items.filter((item) => !/\. .{4,}\.$/u.test(item))).toEqual([]);
  });

  it('has an entry for each key of the schema', () => {
    for (const key of Object.keys(configSchema.shape)) expect(page).toContain(`- \`${key}\`: `);
  });

  it('shows a smallest file that is valid', () => {
    const [, example = ''] = /```json\n(.*?)```/su.exec(page) ?? [];
    expect(configSchema.safeParse(JSON.parse(example)).success).toBe(true);
  });
});
