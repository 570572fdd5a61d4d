import { expect, it } from 'vitest';
import { elides } from '../../../../../src-shared/values/names/elision.ts';

it.each([
  ['Odette', 'yes'],
  ['Élise', 'yes'],
  ['ÉLISE', 'yes'],
  ['Œdipe', 'yes'],
  ['Hélène', 'yes'],
  ['Henri', 'yes'],
  ['Yves', 'yes'],
  [' Anne', 'yes'],
  ['Zoé', 'no'],
  ['Hassan', 'no'],
  ['Yann', 'no'],
  ['Yasmine', 'no'],
  ['Jean', 'no'],
  ['', 'no'],
])('“%s” shortens the word before it: %s', (name, elided) => expect(elides(name)).toBe(elided));
