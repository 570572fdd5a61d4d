import { inLanguage, LANGUAGES } from '../../../src-shared/messages/languages.ts';
import { loadPictograms, loadRiddles } from '../../../src-main/challenge/load-pictograms.ts';

/** The answer to a riddle, as a person knows it. */
export function answerTo(question: string): string {
  const riddles = loadRiddles();
  for (const pictogram of loadPictograms()) {
    for (const language of LANGUAGES) {
      if (riddles[pictogram.id]?.[language]?.question === question) return inLanguage(pictogram, language);
    }
  }
  throw new Error('not one of the riddles');
}
