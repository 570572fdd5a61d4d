import type { ChallengeAnswer, ChallengeWay } from '../../src-shared/journey/action.ts';
import { PICTURES_SHOWN, type Challenge } from '../../src-shared/journey/challenge.ts';
import type { Language } from '../../src-shared/language.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random/random.ts';
import { namesPictogram } from './answer-match.ts';
import { drawPictogram } from './draw-pictogram.ts';
import type { Pictogram, Riddles } from './pictogram.ts';

/** How long a challenge can be answered, in milliseconds (domain: two minutes). */
export const CHALLENGE_LIFETIME = 120_000;

/** What the desk makes of an answer. */
export type ChallengeVerdict = 'right' | 'missed' | 'expired';

/** What a {@link ChallengeDesk} needs. */
export interface ChallengeDeskParts {
  readonly clock: Clock;
  readonly random: Random;
  /** At least as many as are shown at once. */
  readonly pictograms: readonly Pictogram[];
  /** One for each pictogram. */
  readonly riddles: Riddles;
}

/** A challenge as only main knows it. */
interface LiveChallenge {
  readonly id: string;
  readonly way: ChallengeWay;
  readonly language: Language;
  readonly wanted: Pictogram;
  /** Opaque id of the right picture; null for a question. */
  readonly rightPicture: string | null;
  readonly issuedAt: number;
}

/** Issues and checks the anti-robot challenges of one visitor: one at a time, each good for one answer. */
export class ChallengeDesk {
  readonly #parts: ChallengeDeskParts;
  #live: LiveChallenge | null = null;
  #lastId: string | null = null;

  constructor(parts: ChallengeDeskParts) {
    this.#parts = parts;
  }

  /** Makes a new challenge and voids the one before. The same word is not asked twice in a row. */
  issue(way: ChallengeWay, language: Language): Challenge {
    const { clock, pictograms, riddles } = this.#parts;
    const wanted = this.#pick(pictograms.filter((pictogram) => pictogram.id !== this.#lastId));
    const id = this.#opaqueId();
    const live = { id, way, language, wanted, issuedAt: clock.now() };
    this.#lastId = wanted.id;
    if (way === 'question') {
      const riddle = riddles[wanted.id]?.[language];
      if (riddle === undefined) throw new Error('a pictogram has no riddle');
      this.#live = { ...live, rightPicture: null };
      return { way, id, question: riddle.question, expiresIn: CHALLENGE_LIFETIME };
    }
    if (way === 'text') throw new Error('not drawn yet: this way is being written');
    const shown = this.#shuffledWithOthers(wanted);
    const pictures = shown.map((pictogram) => ({
      id: this.#opaqueId(),
      image: drawPictogram(pictogram, this.#parts.random),
    }));
    this.#live = { ...live, rightPicture: pictures[shown.indexOf(wanted)]?.id ?? null };
    return { way, id, word: wanted[language], pictures, expiresIn: CHALLENGE_LIFETIME };
  }

  /** Judges an answer. Whatever comes of it, the live challenge is spent. */
  check(answer: ChallengeAnswer): ChallengeVerdict {
    const live = this.#live;
    this.#live = null;
    if (live?.id !== answer.challenge || live.way !== answer.way) return 'missed';
    if (this.#parts.clock.now() - live.issuedAt >= CHALLENGE_LIFETIME) return 'expired';
    const right =
      answer.way === 'picture'
        ? answer.picture === live.rightPicture
        : namesPictogram(answer.typed, live.wanted, { ...this.#parts, language: live.language });
    return right ? 'right' : 'missed';
  }

  /** Forgets everything: the live challenge and the last word. */
  clear(): void {
    this.#live = null;
    this.#lastId = null;
  }

  #opaqueId(): string {
    return this.#parts.random.bytes(16).toString('base64url');
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[this.#parts.random.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** The wanted one among distinct others, each order as likely as any other. */
  #shuffledWithOthers(wanted: Pictogram): Pictogram[] {
    const others = this.#parts.pictograms.filter((pictogram) => pictogram !== wanted);
    const shown: Pictogram[] = [];
    while (shown.length < PICTURES_SHOWN - 1) {
      const [other] = others.splice(this.#parts.random.below(others.length), 1);
      if (other === undefined) throw new Error('too few pictograms');
      shown.push(other);
    }
    shown.splice(this.#parts.random.below(PICTURES_SHOWN), 0, wanted);
    return shown;
  }
}
