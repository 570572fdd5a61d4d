import { TEXT_ALPHABET, TEXT_LENGTH } from '../../src-main/challenge/challenge-text.ts';
import type { Random } from '../../src-main/random/random.ts';

/** A random source that records the letters of the latest anti-robot text. */
export function recordingRandom(random: Random): {
  readonly random: Random;
  readonly lastText: () => string;
} {
  const drawn: string[] = [];
  return {
    random: {
      bytes: (count) => random.bytes(count),
      below: (bound) => {
        const number = random.below(bound);
        if (bound === TEXT_ALPHABET.length) drawn.push(TEXT_ALPHABET.charAt(number));
        return number;
      },
    },
    lastText: () => drawn.slice(-TEXT_LENGTH).join(''),
  };
}
