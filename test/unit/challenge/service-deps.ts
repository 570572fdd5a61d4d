import { ChallengeService } from '../../../src-main/challenge/challenge-service.ts';
import { loadGlyphs } from '../../../src-main/challenge/load-glyphs.ts';
import { loadPictograms, loadRiddles } from '../../../src-main/challenge/load-pictograms.ts';
import type { ChallengeAnswer } from '../../../src-shared/journey/action.ts';
import type { Challenge } from '../../../src-shared/journey/challenge.ts';
import { answerTo } from '../../support/pictures/answer-riddle.ts';
import { ManualTime } from '../../support/manual-time.ts';
import { recordingRandom } from '../../support/recording-random.ts';
import { seededRandom } from '../../support/seeded-random.ts';

/** A service with the shipped pictograms, whose time stands still, and the letters that it last asked to be read. */
export function newService(seed: number): {
  service: ChallengeService;
  time: ManualTime;
  lastText: () => string;
} {
  const time = new ManualTime();
  const { random, lastText } = recordingRandom(seededRandom(seed));
  const parts = {
    clock: time,
    random,
    pictograms: loadPictograms(),
    riddles: loadRiddles(),
    glyphs: loadGlyphs(),
  };
  return { service: new ChallengeService(parts), time, lastText };
}

/** The right answer to a question. */
export function rightAnswer(challenge: Challenge): ChallengeAnswer {
  if (challenge.way !== 'question') throw new Error('not a question');
  return { way: 'question', challenge: challenge.id, typed: answerTo(challenge.question) };
}

/** Touches the picture at a place. */
export function touch(challenge: Challenge, place: number): ChallengeAnswer {
  if (challenge.way !== 'picture') throw new Error('not a picture challenge');
  return { way: 'picture', challenge: challenge.id, picture: challenge.pictures[place]?.id ?? '' };
}

/** Places of the right picture by seed: found once, since each takes several challenges. */
const places = new Map<number, number>();

/** Place of the right picture: the same seed issues the same pictures again, so each place can be tried. */
export function rightPlace(seed: number): number {
  for (let place = places.get(seed) ?? 0; place < 8; place++) {
    const { service } = newService(seed);
    if (service.check(touch(service.issue('picture', 'fr'), place)) !== 'right') continue;
    places.set(seed, place);
    return place;
  }
  throw new Error('no picture was right');
}

/** A service whose ten pictograms are told apart by their red alone, so that the right place is seen without trying. */
export function serviceOfColours(seed: number): {
  service: ChallengeService;
  placeOf: (challenge: Challenge) => number;
} {
  const pictograms = Array.from({ length: 10 }, (_, index) => {
    const red = (10 + index * 20).toString(16).padStart(2, '0');
    const shapes = [{ d: 'M4 4L28 4L28 28L4 28Z', fill: `#${red}0000` }];
    return { id: `p${index}`, fr: String(index), en: String(index), viewBox: '0 0 32 32' as const, shapes };
  });
  const placeOf = (challenge: Challenge): number => {
    if (challenge.way !== 'picture') throw new Error('not a picture challenge');
    return challenge.pictures.findIndex(({ image }) => {
      const svg = Buffer.from(image.split(',')[1] ?? '', 'base64').toString('latin1');
      const red = Number.parseInt([...svg.matchAll(/fill="#(..)/gu)].at(-1)?.[1] ?? '', 16);
      return Math.round((red - 10) / 20) === Number(challenge.word);
    });
  };
  const service = new ChallengeService({
    clock: new ManualTime(),
    random: seededRandom(seed),
    pictograms,
    riddles: {},
    glyphs: new Map(),
  });
  return { service, placeOf };
}
