import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_LIFE } from '../../../src-shared/policy/codes.ts';
import { TEXT_ALPHABET, TEXT_LENGTH } from '../../../src-main/challenge/challenge-text.ts';
import type { ChallengeAnswer } from '../../../src-shared/journey/action.ts';
import { challengeSchema } from '../../../src-shared/journey/challenge.ts';
import { newService, touch } from './service-deps.ts';

/** Asks for letters to read. @returns the answer that types the given text, or the letters themselves */
function asked(seed: number): ReturnType<typeof newService> & { typed: (text?: string) => ChallengeAnswer } {
  const made = newService(seed);
  const { id } = made.service.issue('text', 'fr');
  return { ...made, typed: (text = made.lastText()) => ({ way: 'text', challenge: id, typed: text }) };
}

describe('letters to read', () => {
  it('keep to the contract and are all that is shown', () => {
    const { service, lastText } = newService(1);
    const challenge = service.issue('text', 'en');
    expect(challengeSchema.parse(challenge)).toEqual(challenge);
    expect(Object.keys(challenge).toSorted()).toEqual(['expiresIn', 'id', 'image', 'way']);
    expect(challenge.expiresIn).toBe(CHALLENGE_LIFE);
    expect(lastText()).toHaveLength(TEXT_LENGTH);
    const svg =
      'image' in challenge ? Buffer.from(challenge.image.split(',')[1] ?? '', 'base64').toString() : '';
    expect(svg).not.toContain(lastText());
  });

  it.each([
    ['as they are', (text: string) => text],
    ['small', (text: string) => text.toLowerCase()],
    ['with gaps and signs', (text: string) => ` ${Array.from(text).join(' - ')}. `],
    [
      'of full width',
      (text: string) =>
        text.replaceAll(/[A-Z0-9]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
    ],
  ])('typed %s are right, once', (_, form) => {
    for (let seed = 0; seed < 5; seed++) {
      const { service, typed, lastText } = asked(seed);
      expect(service.check(typed(form(lastText())))).toBe('right');
      expect(service.check(typed(form(lastText())))).toBe('missed');
    }
  });

  it('of which one is missing, too many, wrong or in another place are missed', () => {
    for (let seed = 0; seed < 5; seed++) {
      const wrong = [
        (text: string) => text.slice(1),
        (text: string) => `${text}A`,
        (text: string) => `${text.slice(0, -1)}${text.endsWith('A') ? 'D' : 'A'}`,
        () => '',
        () => '💌',
      ];
      for (const form of wrong) {
        const { service, typed, lastText } = asked(seed);
        expect(service.check(typed(form(lastText())))).toBe('missed');
        expect(service.check(typed()), 'spent by the miss').toBe('missed');
      }
    }
  });

  it.each([
    [CHALLENGE_LIFE - 1, 'right'],
    [CHALLENGE_LIFE, 'expired'],
  ])('typed after %d ms are %s', async (wait, verdict) => {
    const { service, time, typed } = asked(3);
    await time.advance(wait);
    expect(service.check(typed())).toBe(verdict);
  });

  it('are void once others are asked for, by whatever way, and once the service is cleared', () => {
    for (const undo of ['text', 'picture', 'question', null] as const) {
      const { service, typed } = asked(4);
      const answer = typed();
      if (undo === null) service.clear();
      else service.issue(undo, 'fr');
      expect(service.check(answer)).toBe('missed');
    }
  });

  it('are not passed by another way, nor another way by them', () => {
    const { service, typed, lastText } = asked(5);
    expect(service.check({ ...typed(), way: 'question', typed: lastText() })).toBe('missed');
    const pictures = service.issue('picture', 'fr');
    expect(service.check({ way: 'text', challenge: pictures.id, typed: '' })).toBe('missed');
    const question = service.issue('question', 'fr');
    expect(service.check({ way: 'text', challenge: question.id, typed: '' })).toBe('missed');
    const { challenge } = touch(pictures, 0);
    expect(challenge).not.toBe(question.id);
  });

  it('are each as likely as any other', () => {
    const counts = new Map<string, number>();
    const { service, lastText } = newService(6);
    for (let round = 0; round < 160; round++) {
      service.issue('text', 'fr');
      for (const letter of lastText()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    const expected = (160 * TEXT_LENGTH) / TEXT_ALPHABET.length;
    const chiSquare = Array.from(
      TEXT_ALPHABET,
      (letter) => ((counts.get(letter) ?? 0) - expected) ** 2 / expected,
    );
    // 37.7: exceeded once in a thousand times by an even distribution over sixteen letters.
    expect(chiSquare.reduce((sum, part) => sum + part)).toBeLessThan(37.7);
  });

  it('are not guessed by whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 256 }), (text) => {
        const { service, typed } = asked(7);
        expect(service.check(typed(text))).toBe('missed');
      }),
      { numRuns: 40 },
    );
  });
});
