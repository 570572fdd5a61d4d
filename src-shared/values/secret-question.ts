import { plainLetters } from './plain-letters.ts';
import { withoutInvisible } from './reading.ts';

/** Questions that a visitor can choose; their texts are with the screens. The first one is from the guide. */
export const SECRET_QUESTIONS = [
  'childhood-book',
  'first-pet',
  'first-school',
  'childhood-street',
  'favourite-teacher',
  'childhood-friend',
  'first-job-town',
  'favourite-dish',
  'first-car',
  'dream-job',
] as const;

/** Name of a secret question. */
export type SecretQuestion = (typeof SECRET_QUESTIONS)[number];

/** Smallest number of letters and digits in an answer. */
export const SECRET_ANSWER_MIN_LENGTH = 2;

/**
 * The form in which an answer is hashed and compared: accents, case, spaces and signs do not matter.
 * @returns null when too few characters are left
 */
export function normaliseSecretAnswer(typed: string): string | null {
  const answer = plainLetters(withoutInvisible(typed))
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return Array.from(answer).length < SECRET_ANSWER_MIN_LENGTH ? null : answer;
}
