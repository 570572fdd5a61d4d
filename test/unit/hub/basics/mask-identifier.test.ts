import { describe, expect, it } from 'vitest';
import { maskIdentifier } from '../../../../src-hub/basics/mask-identifier.ts';

describe('an identifier on a page', () => {
  it.each([
    ['odette.exemple@laposte.net', 'o•••e@laposte.net'],
    ['jean@xn--socit-esab.fr', 'j•••n@société.fr'],
    ['abcd@exemple.fr', 'a•••d@exemple.fr'],
    ['abc@exemple.fr', 'a•••@exemple.fr'],
    ['a@exemple.fr', 'a•••@exemple.fr'],
  ])('%s is %s', (email, masked) => {
    expect(maskIdentifier(email)).toBe(masked);
  });
});
