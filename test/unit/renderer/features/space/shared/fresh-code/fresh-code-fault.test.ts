import { describe, expect, it } from 'vitest';
import {
  freshCodeFault,
  freshCodeIn,
} from '../../../../../../../src-renderer/features/space/shared/fresh-code/fresh-code-fault.ts';
import type { FreshCode } from '../../../../../../../src-shared/journey/space-screens.ts';
import type { Screen } from '../../../../../../../src-shared/journey/screens.ts';

const ASK: FreshCode = { offers: [], sent: null, problem: { kind: 'wrong' } };
const BAR = { name: 'Zoé Exemple', acting: null, elsewhere: null, amountsHidden: false };

const devices = (ask: FreshCode | null): Screen => ({
  ...{ id: 'space-devices', bar: BAR, content: { state: 'loading' }, done: null, problem: null },
  code: ask && { device: '0b2c7a54-2c1d-4c8e-9a53-7d1f0c5e1a00', ask },
});

describe('what is wrong with a fresh code', () => {
  it('is nothing without a problem', () => {
    expect(freshCodeFault(null, 'fr')).toBeNull();
  });

  it('has words of its own for each problem', () => {
    const until = Date.UTC(2026, 10, 22, 9);
    const kinds = ['malformed', 'wrong', 'expired', 'resend-too-early', 'offline'] as const;
    const problems: FreshCode['problem'][] = [...kinds.map((kind) => ({ kind })), { kind: 'paused', until }];
    const words = problems.map((problem) => freshCodeFault(problem, 'fr'));
    expect(words.every((text) => text !== null && text.length > 20)).toBe(true);
    expect(new Set(words).size).toBe(problems.length);
  });
});

describe('the fresh code of a screen', () => {
  it('is found where one is asked for, and nowhere else', () => {
    expect(freshCodeIn(devices(ASK))).toBe(ASK);
    expect(freshCodeIn(devices(null))).toBeNull();
    expect(freshCodeIn({ id: 'attract' })).toBeNull();
    expect(freshCodeIn({ id: 'space-app', bar: BAR, links: [] })).toBeNull();
  });
});
