import { describe, expect, it } from 'vitest';
import { withDomain } from '../../../../../../src-renderer/features/shared/email/email-domain.ts';

describe('a key with a domain', () => {
  it.each([
    ['adele', 'adele@orange.fr'],
    ['adele@', 'adele@orange.fr'],
    ['adele@gm', 'adele@orange.fr'],
    ['adele@gmail.com', 'adele@orange.fr'],
    [' adele ', 'adele@orange.fr'],
  ])('completes %j', (typed, whole) => expect(withDomain(typed, 'orange.fr')).toBe(whole));

  it.each(['', '  ', '@', '@gmail.com'])('leaves %j, which has no name', (typed) =>
    expect(withDomain(typed, 'orange.fr')).toBe(typed),
  );
});
