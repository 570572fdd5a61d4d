import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answersOf,
  namesPictogram,
  plainAnswer,
  withinOneError,
} from '../../../src-main/challenge/answer-match.ts';
import { loadPictograms, loadRiddles } from '../../../src-main/challenge/load-pictograms.ts';
import { LANGUAGES, type Language } from '../../../src-shared/messages/languages.ts';
import { pictogramFor } from '../../support/pictures/recognise-picture.ts';

const pictograms = loadPictograms();
const riddles = loadRiddles();
const accepts = (typed: string, word: string, language: Language) =>
  namesPictogram(typed, pictogramFor(word, language), { pictograms, riddles, language });

describe('an answer', () => {
  it.each<[Language, string, string]>([
    ['fr', 'Vélo', 'vélo'],
    ['fr', '  LE VELO !', 'vélo'],
    ['fr', 'un vélo.', 'vélo'],
    ['fr', 'bicyclete', 'vélo'],
    ['fr', 'l’éléphant', 'éléphant'],
    ['fr', "L'ELEPHANT", 'éléphant'],
    ['fr', 'C’est les éléphants !', 'éléphant'],
    ['fr', 'elefant', 'éléphant'],
    ['en', 'It’s an elephant.', 'elephant'],
    ['fr', 'oeuf', 'œuf'],
    ['fr', 'des œufs', 'œuf'],
    ['fr', 'une brosse a dent', 'brosse à dents'],
    ['fr', 'arc en ciel', 'arc-en-ciel'],
    ['fr', 'ciseau', 'ciseaux'],
    ['fr', 'gateaux', 'gâteau'],
    ['fr', 'chevaux', 'cheval'],
    ['fr', 'parapluei', 'parapluie'],
    ['fr', 'une clef', 'clé'],
    ['en', 'The Bike', 'bicycle'],
    ['en', 'some grapes', 'grapes'],
    ['en', 'a lightbulb', 'light bulb'],
    ['en', 'umbrela', 'umbrella'],
    ['en', 'teeth', 'tooth'],
  ])('%s "%s" names %s', (language, typed, word) => {
    expect(accepts(typed, word, language)).toBe(true);
  });

  it.each<[Language, string, string]>([
    ['fr', '', 'vélo'],
    ['fr', 'le', 'vélo'],
    ['fr', 'vola', 'vélo'],
    ['fr', 'vol', 'vélo'],
    ['fr', 'elefn', 'éléphant'],
    ['fr', 'x'.repeat(256), 'éléphant'],
    ['fr', '🚲', 'vélo'],
    ['fr', 'bicycle', 'vélo'],
    ['en', 'cut', 'cat'],
    ['en', 'carot cake', 'carrot'],
  ])('%s "%s" does not name %s', (language, typed, word) => {
    expect(accepts(typed, word, language)).toBe(false);
  });

  it.each([
    ["L'Arc-en-ciel", 'arc en ciel'],
    ['  Un  Œuf ', 'oeuf'],
    ['the the cat', 'cat'],
    ['la', 'la'],
  ])('%s is compared as "%s"', (typed, plain) => {
    expect(plainAnswer(typed)).toBe(plain);
  });
});

describe('one typing error', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/u);
  const letter = fc.stringMatching(/^[a-z]$/u);

  it('is an insertion, an omission, a replacement or a swap, at any place', () => {
    fc.assert(
      fc.property(word, letter, fc.nat(), (text, other, place) => {
        const at = place % text.length;
        const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
        for (const near of [
          text,
          before + other + here + after,
          before + after,
          before + other + after,
          before + after.slice(0, 1) + here + after.slice(1),
        ]) {
          expect(withinOneError(text, near)).toBe(true);
          expect(withinOneError(near, text)).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['chat', 'chien'],
    ['abcd', 'badc'],
    ['abc', 'cba'],
    ['abc', 'abcde'],
    ['train', 'trais!'],
  ])('is not what lies between %s and %s', (a, b) => {
    expect(withinOneError(a, b)).toBe(false);
  });
});

describe.each(LANGUAGES)('the answers in %s', (language) => {
  it('are all accepted for their own pictogram and refused for every other', () => {
    const wrong: string[] = [];
    for (const named of pictograms) {
      for (const answer of answersOf(named, riddles, language)) {
        for (const asked of pictograms) {
          const accepted = namesPictogram(answer, asked, { pictograms, riddles, language });
          if (accepted !== (asked === named)) wrong.push(`${answer} for ${asked[language]}: ${accepted}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
