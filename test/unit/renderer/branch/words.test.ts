import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../../src-shared/messages/languages.ts';
import { getLocale, overwriteGetLocale } from '../../../../src-shared/messages/compiled/runtime.js';
import { MCRN_PASSWORD_POLICY } from '../../../../src-shared/policy/passwords/password-policy.ts';
import { passwordHint } from '../../../../src-renderer/branch/words.ts';

const before = getLocale;
afterAll(() => overwriteGetLocale(before));

describe.each(LANGUAGES)('what staff read of a new password, in %s', (language) => {
  const hint = (refused: string): string => {
    overwriteGetLocale(() => language);
    return passwordHint({ ...MCRN_PASSWORD_POLICY, refused });
  };

  it('names each character that the policy refuses, also one that is added to it', () => {
    const refused = `${MCRN_PASSWORD_POLICY.refused}"`;
    for (const character of refused) expect(hint(refused)).toContain(character);
  });

  it('names no other', () => {
    for (const character of MCRN_PASSWORD_POLICY.refused) expect(hint('"')).not.toContain(character);
  });
});
