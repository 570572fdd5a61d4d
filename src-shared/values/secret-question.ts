import { plainLetters } from './plain-letters.ts';

/** The questions that a visitor can choose from; their words stand with the screens. The first is the guide's. */
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

/** Fewest letters and digits of an answer. */
export const SECRET_ANSWER_MIN_LENGTH = 2;

/**
 * The form in which an answer is hashed and compared: accents, capitals, gaps and signs do not matter.
 * @returns null when too little is left
 */
export function normaliseSecretAnswer(typed: string): string | null {
  const answer = plainLetters(typed)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return Array.from(answer).length < SECRET_ANSWER_MIN_LENGTH ? null : answer;
}
