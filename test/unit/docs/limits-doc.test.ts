import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIMITS_DOC, limitsDoc } from '../../../tools/make/limits-doc.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import { MCRN_PASSWORD_POLICY } from '../../../src-shared/policy/passwords/password-policy.ts';
import { KIOSK_QUOTAS } from '../../../src-shared/policy/quotas.ts';

describe('docs/limits.md', () => {
  const page = limitsDoc();
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));

  it('is what the policy says now (else: node tools/make/limits-doc.ts)', () => {
    expect(readFileSync(LIMITS_DOC, 'utf8')).toBe(page);
  });

  it('has a row for each number, with the value that the code uses', () => {
    expect(rows).toContainEqual(
      expect.stringContaining(`\`MOST_CODE_TRIES\` | ${String(MOST_CODE_TRIES)} |`),
    );
    expect(rows).toContainEqual(expect.stringContaining('`CODE_LIFE` | 10 min |'));
    for (const name of Object.keys(KIOSK_QUOTAS)) {
      expect(rows).toContainEqual(expect.stringContaining(`\`KIOSK_QUOTAS.${name}\``));
    }
    expect(rows.length).toBeGreaterThan(90);
  });

  it('names the refused characters of passwords', () => {
    const row = rows.find((line) => line.includes('`MCRN_PASSWORD_POLICY.refused`'));
    for (const character of MCRN_PASSWORD_POLICY.refused) expect(row?.split('|')[2]).toContain(character);
  });

  it('has a meaning for each constant', () => {
    const ofConstants = rows.filter((row) => !row.split('|')[1]?.includes('.'));
    expect(ofConstants.filter((row) => (row.split('|')[3] ?? '').trim().length < 10)).toEqual([]);
  });
});
