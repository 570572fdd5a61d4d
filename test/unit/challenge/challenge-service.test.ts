import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHALLENGE_LIFE } from '../../../src-shared/policy/codes.ts';
import { challengeAnswerSchema, type ChallengeWay } from '../../../src-shared/journey/action.ts';
import { challengeSchema } from '../../../src-shared/journey/challenge.ts';
import { answerTo } from '../../support/pictures/answer-riddle.ts';
import { serviceOfColours, newService, rightAnswer, rightPlace, touch } from './service-deps.ts';

describe('a picture challenge', () => {
  it('keeps to the contract, in both languages', () => {
    for (const language of ['fr', 'en'] as const) {
      const challenge = newService(1).service.issue('picture', language);
      expect(challengeSchema.parse(challenge)).toEqual(challenge);
      expect(challenge.expiresIn).toBe(120_000);
    }
  });

  it('has one right picture among eight', () => {
    for (let seed = 0; seed < 5; seed++) {
      const verdicts = Array.from({ length: 8 }, (_, place) => {
        const { service } = newService(seed);
        return service.check(touch(service.issue('picture', 'fr'), place));
      });
      expect(verdicts.filter((verdict) => verdict === 'right')).toHaveLength(1);
    }
  });

  it('has the right one in each place as often as in any other', () => {
    const rounds = 480;
    const counts = new Array<number>(8).fill(0);
    const { service, placeOf } = serviceOfColours(31);
    for (let round = 0; round < rounds; round++) {
      const place = placeOf(service.issue('picture', 'fr'));
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const expected = rounds / 8;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 24.3: exceeded once in a thousand times by an even distribution over eight places.
    expect(chiSquare).toBeLessThan(24.3);
  }, 60_000);

  it('is not passed by typing its word', () => {
    const { service } = newService(2);
    const challenge = service.issue('picture', 'fr');
    const typed = challenge.way === 'picture' ? challenge.word : '';
    expect(service.check({ way: 'question', challenge: challenge.id, typed })).toBe('missed');
  });

  it('is not passed with a picture of an earlier challenge', () => {
    const { service } = newService(3);
    const earlier = service.issue('picture', 'fr');
    const later = service.issue('picture', 'fr');
    const answer = touch(earlier, rightPlace(3));
    expect(service.check({ ...answer, challenge: later.id })).toBe('missed');
  });
});

describe.each(['picture', 'question'] as const)('a challenge by %s', (way: ChallengeWay) => {
  const SEED = 5;
  const right = (challenge: ReturnType<ReturnType<typeof newService>['service']['issue']>) =>
    way === 'picture' ? touch(challenge, rightPlace(SEED)) : rightAnswer(challenge);

  it('is answered once', () => {
    const { service } = newService(SEED);
    const answer = right(service.issue(way, 'fr'));
    expect([service.check(answer), service.check(answer)]).toEqual(['right', 'missed']);
  });

  it('is spent by a miss, even by one that names no challenge', () => {
    const { service } = newService(SEED);
    const answer = right(service.issue(way, 'fr'));
    const stray = { way: 'picture', challenge: 'A'.repeat(22), picture: 'B'.repeat(22) } as const;
    expect([service.check(stray), service.check(answer)]).toEqual(['missed', 'missed']);
  });

  it('is void once another is issued', () => {
    const { service } = newService(SEED);
    const answer = right(service.issue(way, 'fr'));
    service.issue(way, 'fr');
    expect(service.check(answer)).toBe('missed');
  });

  it('is void once the service is cleared', () => {
    const { service } = newService(SEED);
    const answer = right(service.issue(way, 'fr'));
    service.clear();
    expect(service.check(answer)).toBe('missed');
  });

  it.each([
    [CHALLENGE_LIFE - 1, 'right'],
    [CHALLENGE_LIFE, 'expired'],
    [CHALLENGE_LIFE * 100, 'expired'],
  ])('answered after %d ms is %s', async (wait, verdict) => {
    const { service, time } = newService(SEED);
    const answer = right(service.issue(way, 'fr'));
    await time.advance(wait);
    expect(service.check(answer)).toBe(verdict);
    expect(service.check(answer)).toBe('missed');
  });

  it('never asks the same word twice in a row', () => {
    const { service } = newService(6);
    let last = '';
    for (let round = 0; round < 60; round++) {
      const challenge = service.issue(round % 3 === 0 ? 'picture' : way, 'fr');
      const word =
        challenge.way === 'picture'
          ? challenge.word
          : answerTo('question' in challenge ? challenge.question : '');
      expect(word).not.toBe(last);
      last = word;
    }
  });

  it('has ids of 128 bits that never come again and fit the contract of answers', () => {
    const { service } = newService(7);
    const seen = new Set<string>();
    for (let round = 0; round < 50; round++) {
      const challenge = service.issue(way, 'en');
      const ids = [
        challenge.id,
        ...(challenge.way === 'picture' ? challenge.pictures.map(({ id }) => id) : []),
      ];
      for (const id of ids) {
        expect(Buffer.from(id, 'base64url')).toHaveLength(16);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      const answer = way === 'picture' ? touch(challenge, 0) : rightAnswer(challenge);
      expect(challengeAnswerSchema.safeParse(answer).success).toBe(true);
    }
  });
});

describe('any answer', () => {
  it('that guesses ids is missed', () => {
    const id = fc.stringMatching(/^[A-Za-z0-9_-]{16,32}$/u);
    fc.assert(
      fc.property(id, id, fc.string({ maxLength: 256 }), (challenge, picture, typed) => {
        const { service } = newService(8);
        const live = service.issue('picture', 'fr');
        expect(service.check({ way: 'picture', challenge: live.id, picture })).toBe('missed');
        service.issue('question', 'fr');
        expect(service.check({ way: 'question', challenge, typed })).toBe('missed');
      }),
      { numRuns: 50 },
    );
  });
});
