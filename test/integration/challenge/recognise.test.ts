import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChallengeService } from '../../../src-main/challenge/challenge-service.ts';
import { drawPictogram } from '../../../src-main/challenge/draw-pictogram.ts';
import { loadGlyphs } from '../../../src-main/challenge/load-glyphs.ts';
import { loadPictograms, loadRiddles } from '../../../src-main/challenge/load-pictograms.ts';
import { ManualTime } from '../../support/manual-time.ts';
import {
  closeEye,
  compareDrawings,
  pictogramFor,
  recognisePicture,
} from '../../support/pictures/recognise-picture.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const pictograms = loadPictograms();

beforeAll(async () => {
  // Opens the browser, which takes seconds when the machine is busy.
  const egg = pictogramFor('egg', 'en');
  await recognisePicture([drawPictogram(egg, seededRandom(0))], egg);
});
afterAll(closeEye);

describe('the pictures of a challenge', () => {
  it('show the wanted thing to who looks at them, in 60 challenges', async () => {
    const fixture = new ChallengeService({
      clock: new ManualTime(),
      random: seededRandom(60),
      pictograms,
      riddles: loadRiddles(),
      glyphs: loadGlyphs(),
    });
    for (let round = 0; round < 60; round++) {
      const language = round % 2 === 0 ? 'fr' : 'en';
      const challenge = fixture.issue('picture', language);
      if (challenge.way !== 'picture') throw new Error('not a picture challenge');
      const images = challenge.pictures.map(({ image }) => image);
      const index = await recognisePicture(images, pictogramFor(challenge.word, language));
      const picture = challenge.pictures[index]?.id ?? '';
      expect(fixture.check({ way: 'picture', challenge: challenge.id, picture }), challenge.word).toBe(
        'right',
      );
    }
  });

  it('are nearer to their own pictogram than to any other, whatever the variation', async () => {
    const random = seededRandom(7);
    const drawings = pictograms.map((pictogram) => drawPictogram(pictogram, random));
    const rows = await compareDrawings(drawings, pictograms);
    const confused = rows.flatMap((row, index) => {
      const best = row.indexOf(Math.min(...row));
      return best === index ? [] : [`${pictograms[index]?.id} taken for ${pictograms[best]?.id}`];
    });
    expect(confused).toEqual([]);
  });

  it('stand out from their ground', async () => {
    const random = seededRandom(8);
    const drawings = pictograms.map((pictogram) => drawPictogram(pictogram, random));
    const [contrast = []] = await compareDrawings(drawings, [{ shapes: [] }]);
    const faint = pictograms.flatMap(({ id }, index) => ((contrast[index] ?? 0) < 0.02 ? [id] : []));
    expect(faint).toEqual([]);
  });
});
