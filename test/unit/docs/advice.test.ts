import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ADVISERS_DOC, withAdvice } from '../../../tools/make/advice-doc.ts';

it('the guide for advisers has the advice of the branch page: else run tools/make/advice-doc.ts', () => {
  const guide = readFileSync(ADVISERS_DOC, 'utf8');
  expect(withAdvice(guide)).toBe(guide);
});
