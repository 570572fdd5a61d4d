import { describe, expect, it } from 'vitest';
import { tryCanary } from '../../../src-main/advisers/canaries.ts';
import type { HubAnswer } from '../../../src-main/hub-client/hub-answer.ts';
import type { CanaryState } from '../../../src-shared/hub-api/staff/kiosk-branch.ts';

type Answer = HubAnswer<{ state: CanaryState }>;

const AWAY: Answer = { ok: false, fault: 'unreachable' };
const said = (state: CanaryState): Answer => ({ ok: true, value: { state } });

/** Tries with a head office that gives these answers, the last one for ever. Waiting takes no time here. */
async function tried(...answers: readonly [Answer, ...Answer[]]) {
  let now = 0;
  const attempts: string[] = [];
  let ids = 0;
  const result = await tryCanary('email', {
    headOffice: {
      background: (_name, body) => {
        const answer = answers[Math.min(attempts.length, answers.length - 1)];
        attempts.push((body as { attempt: string }).attempt);
        return Promise.resolve(answer as never);
      },
    },
    clock: { now: () => now },
    timers: {
      after: (span, call) => {
        now += span;
        queueMicrotask(call);
        return () => undefined;
      },
    },
    newId: () => `attempt ${(ids += 1)}`,
  });
  return { result, attempts, now };
}

describe('a message of the morning test', () => {
  it('is asked for by one attempt until it has gone', async () => {
    const { result, attempts } = await tried(said('waiting'), AWAY, said('waiting'), said('done'));
    expect(result).toEqual({ result: 'good', found: null, value: null });
    expect(attempts).toEqual(['attempt 1', 'attempt 1', 'attempt 1', 'attempt 1']);
  });

  it.each([
    ['refused', 'bad'],
    ['of-a-member', 'bad'],
    ['closed', 'bad'],
    ['late', 'bad'],
    ['no-address', 'skipped'],
    ['paused', 'skipped'],
  ] as const)('that is %s is told at once', async (state, result) => {
    expect(await tried(said(state))).toMatchObject({ result: { result, found: state }, now: 0 });
  });

  it('that does not go is a fault after ten seconds', async () => {
    const { result, now } = await tried(said('waiting'));
    expect(result).toEqual({ result: 'bad', found: 'waiting', value: null });
    expect(now).toBe(10_000);
  });

  it('is not known while head office does not answer', async () => {
    expect((await tried(AWAY)).result).toEqual({ result: 'skipped', found: 'not-known', value: null });
  });
});
