import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SHOWS_TOKEN } from '../../../src-hub/http/caller.ts';

it('docs/glossary.md names every caller of the hub', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../docs/glossary.md'), 'utf8');
  const row = page.split('\n').find((line) => line.includes('`Caller`')) ?? '';
  for (const caller of Object.keys(SHOWS_TOKEN)) expect(row).toContain(caller);
});
