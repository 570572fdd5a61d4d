import { loadPictograms, loadRiddles } from '../../src-main/challenge/load-pictograms.ts';

/** The word that a riddle asks for, as a person who reads it would know it. */
export function answerTo(question: string): string {
  const riddles = loadRiddles();
  for (const { id, ...words } of loadPictograms()) {
    for (const language of ['fr', 'en'] as const) {
      if (riddles[id]?.[language].question === question) return words[language];
    }
  }
  throw new Error('not one of the riddles');
}
