import { describe, expect, it } from 'vitest';
import { answersOf, plainAnswer } from '../../../src-main/challenge/answer-match.ts';
import { loadPictograms, loadRiddles } from '../../../src-main/challenge/load-pictograms.ts';
import { inLanguage, LANGUAGES, type Language } from '../../../src-shared/messages/languages.ts';
import { newService } from './service-deps.ts';

const pictograms = loadPictograms();
const riddles = loadRiddles();

/** Languages that have any riddle or name; they must have all. */
const WRITTEN = LANGUAGES.filter(
  (language) =>
    pictograms.some((pictogram) => pictogram[language] !== undefined) ||
    Object.values(riddles).some((riddle) => riddle[language] !== undefined),
);

const questionOf = (id: string, language: Language) => riddles[id]?.[language]?.question ?? '';

describe('the pictograms', () => {
  it('are at least 64, each with its own id and words', () => {
    expect(pictograms.length).toBeGreaterThanOrEqual(64);
    expect(WRITTEN).toEqual(expect.arrayContaining(['fr', 'en']));
    for (const key of ['id', ...WRITTEN] as const) {
      expect(new Set(pictograms.map((pictogram) => plainAnswer(pictogram[key] ?? ''))).size).toBe(
        pictograms.length,
      );
    }
  });

  it('have one riddle each and no riddle is left over', () => {
    expect(Object.keys(riddles).toSorted()).toEqual(pictograms.map(({ id }) => id).toSorted());
  });
});

describe.each(WRITTEN)('the riddles in %s', (language) => {
  it('are questions of at most 110 characters, no two alike', () => {
    const questions = pictograms.map(({ id }) => questionOf(id, language));
    for (const question of questions) expect(question).toMatch(/^.{20,110}$/u);
    for (const question of questions)
      expect(question).toMatch(language === 'fr' ? /[^ ]\u202f\?$/u : /[^ ]\?$/u);
    expect(new Set(questions).size).toBe(questions.length);
  });

  it('do not contain their own answer', () => {
    const telling: string[] = [];
    for (const pictogram of pictograms) {
      const question = ` ${plainAnswer(questionOf(pictogram.id, language))} `;
      for (const answer of answersOf(pictogram, riddles, language)) {
        const plain = plainAnswer(answer);
        // A short answer may well be part of a longer word, "hat" of "that"; a long one would be heard.
        const told =
          question.includes(plain.length > 4 ? plain : ` ${plain} `) || question.includes(` ${plain}s `);
        if (told) telling.push(`${answer}: ${question}`);
      }
    }
    expect(telling).toEqual([]);
  });

  it('are all that a question shows', () => {
    const { service } = newService(11);
    for (let round = 0; round < 200; round++) {
      const challenge = service.issue('question', language);
      expect(Object.keys(challenge).toSorted()).toEqual(['expiresIn', 'id', 'question', 'way']);
      const asked = pictograms.find(
        ({ id }) => 'question' in challenge && questionOf(id, language) === challenge.question,
      );
      if (asked === undefined) throw new Error('not one of the riddles');
      const shown = ` ${plainAnswer(JSON.stringify(challenge))} `;
      expect(shown).not.toContain(` ${plainAnswer(inLanguage(asked, language))} `);
      expect(JSON.stringify(challenge)).not.toContain(`"${asked.id}"`);
    }
  });
});
