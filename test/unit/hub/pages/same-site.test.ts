import { describe, expect, it } from 'vitest';
import { isSameSite } from '../../../../src-hub/pages/same-site.ts';

const ASKED = { host: '127.0.0.1:8443', publicUrl: 'https://compte.exemple.fr' };

describe('a form', () => {
  it.each([
    ['of the same origin', 'same-origin', 'null', true],
    ['repeated by the person', 'none', undefined, true],
    ['of a sibling', 'same-site', 'https://autre.exemple.fr', false],
    ['of a sibling that hides its origin', 'same-site', 'null', false],
    ['of a stranger', 'cross-site', 'https://compte.exemple.fr', false],
    ['of something new', 'something-else', undefined, false],
    ['of an old browser, from the public address', undefined, 'https://compte.exemple.fr', true],
    ['of an old browser, from the address that was asked', undefined, 'http://127.0.0.1:8443', true],
    ['of an old browser, from another port', undefined, 'http://127.0.0.1:8444', false],
    ['of an old browser, from a longer name', undefined, 'https://compte.exemple.fr.ailleurs', false],
    ['of an old browser that hides its origin', undefined, 'null', true],
    ['of one that says nothing', undefined, undefined, true],
    ['with an origin that is none', undefined, 'compte.exemple.fr', false],
  ])('%s', (_, site, origin, expected) => {
    expect(isSameSite({ ...ASKED, site, origin })).toBe(expected);
  });
});
