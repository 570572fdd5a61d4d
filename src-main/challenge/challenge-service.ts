import type { ChallengeAnswer, ChallengeWay } from '../../src-shared/journey/action.ts';
import { PICTURES_SHOWN, type Challenge } from '../../src-shared/journey/challenge.ts';
import { DEFAULT_LANGUAGE, inLanguage, type Language } from '../../src-shared/messages/languages.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../random/random.ts';
import { namesPictogram } from './answer-match.ts';
import { plainText, TEXT_ALPHABET, TEXT_LENGTH } from './challenge-text.ts';
import { drawPictogram } from './draw-pictogram.ts';
import { drawText } from './draw-text.ts';
import type { Glyphs } from './load-glyphs.ts';
import type { Pictogram, Riddles } from './pictogram.ts';
import { CHALLENGE_LIFE } from '../../src-shared/policy/codes.ts';

/** Result of an answer. */
export type ChallengeVerdict = 'right' | 'missed' | 'expired';

/** What a {@link ChallengeService} needs. */
export interface ChallengeServiceDeps {
  readonly clock: Clock;
  readonly random: Random;
  /** At least as many as one challenge shows. */
  readonly pictograms: readonly Pictogram[];
  /** One for each pictogram. */
  readonly riddles: Riddles;
  /** One for each character of `TEXT_ALPHABET`. */
  readonly glyphs: Glyphs;
}

/** The right answer, for each way. */
type Right =
  /** Opaque id of the picture. */
  | { readonly way: 'picture'; readonly picture: string }
  | { readonly way: 'question'; readonly wanted: Pictogram; readonly language: Language }
  | { readonly way: 'text'; readonly text: string };

/** A challenge with its answer; only main has it. */
type LiveChallenge = Right & { readonly id: string; readonly issuedAt: number };

/**
 * Makes and checks the anti-robot challenges of one visitor. One challenge is open at a time, and it accepts one
 * answer.
 */
export class ChallengeService {
  readonly #deps: ChallengeServiceDeps;
  #live: LiveChallenge | null = null;
  #lastId: string | null = null;

  constructor(deps: ChallengeServiceDeps) {
    this.#deps = deps;
  }

  /** Makes a challenge; the earlier one is no longer accepted. The same word does not come twice in a row. */
  issue(way: ChallengeWay, language: Language): Challenge {
    const head = { id: this.#opaqueId(), expiresIn: CHALLENGE_LIFE };
    if (way === 'text') {
      const { text, image } = this.#drawnText();
      this.#live = { way, text, id: head.id, issuedAt: this.#deps.clock.now() };
      return { way, ...head, image };
    }
    const wanted = this.#pick(this.#deps.pictograms.filter(({ id }) => id !== this.#lastId));
    this.#lastId = wanted.id;
    if (way === 'question') {
      const riddles = this.#deps.riddles[wanted.id];
      if (riddles === undefined) throw new Error('a pictogram has no riddle');
      const riddle = inLanguage(riddles, language);
      // A riddle in the default language is answered in that language.
      const asked = riddle === riddles[language] ? language : DEFAULT_LANGUAGE;
      this.#live = { way, wanted, language: asked, id: head.id, issuedAt: this.#deps.clock.now() };
      return { way, ...head, question: riddle.question };
    }
    const shown = this.#shuffledWithOthers(wanted);
    const pictures = shown.map((pictogram) => ({
      id: this.#opaqueId(),
      image: drawPictogram(pictogram, this.#deps.random),
    }));
    const picture = pictures[shown.indexOf(wanted)]?.id ?? '';
    this.#live = { way, picture, id: head.id, issuedAt: this.#deps.clock.now() };
    return { way, ...head, word: inLanguage(wanted, language), pictures };
  }

  /** Judges an answer. The open challenge ends, whatever the result. */
  check(answer: ChallengeAnswer): ChallengeVerdict {
    const live = this.#live;
    this.#live = null;
    if (live?.id !== answer.challenge || live.way !== answer.way) return 'missed';
    if (this.#deps.clock.now() - live.issuedAt >= CHALLENGE_LIFE) return 'expired';
    return this.#isRight(live, answer) ? 'right' : 'missed';
  }

  /** Forgets the open challenge and the last word. */
  clear(): void {
    this.#live = null;
    this.#lastId = null;
  }

  #isRight(live: LiveChallenge, answer: ChallengeAnswer): boolean {
    if (answer.way === 'picture') return live.way === 'picture' && answer.picture === live.picture;
    if (live.way === 'text') return plainText(answer.typed) === live.text;
    return live.way === 'question' && namesPictogram(answer.typed, live.wanted, { ...this.#deps, ...live });
  }

  /** A random text and its picture. The text comes from the secure random source itself. */
  #drawnText(): { text: string; image: string } {
    const { random, glyphs } = this.#deps;
    const text = Array.from({ length: TEXT_LENGTH }, () => this.#pick(Array.from(TEXT_ALPHABET))).join('');
    return { text, image: drawText(text, glyphs, random) };
  }

  #opaqueId(): string {
    return this.#deps.random.bytes(16).toString('base64url');
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[this.#deps.random.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** The wanted pictogram among other ones, in random order. */
  #shuffledWithOthers(wanted: Pictogram): Pictogram[] {
    const others = this.#deps.pictograms.filter((pictogram) => pictogram !== wanted);
    const shown: Pictogram[] = [];
    while (shown.length < PICTURES_SHOWN - 1) {
      const [other] = others.splice(this.#deps.random.below(others.length), 1);
      if (other === undefined) throw new Error('too few pictograms');
      shown.push(other);
    }
    shown.splice(this.#deps.random.below(PICTURES_SHOWN), 0, wanted);
    return shown;
  }
}
