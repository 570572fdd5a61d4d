import { expect, it } from 'vitest';
import { typeset } from '../../../../../../src-renderer/ui/display/text/typeset.ts';

it('sets the apostrophes of names as print has them', () => {
  expect(typeset("Bonjour Awa N'Guessan d'Arc")).toBe('Bonjour Awa N’Guessan d’Arc');
  expect(typeset('L’adresse')).toBe('L’adresse');
});
