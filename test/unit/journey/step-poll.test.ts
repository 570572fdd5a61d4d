import { describe, expect, it } from 'vitest';
import { StepPoll } from '../../../src-main/journey/step-poll.ts';
import { ManualTime } from '../../support/manual-time.ts';

/** A poll of which the test says when each answer comes. */
function poll() {
  const time = new ManualTime();
  const present: { every: number | null; step: unknown } = { every: 3000, step: 'first' };
  const answers: (() => void)[] = [];
  const subject = new StepPoll({
    timers: time,
    step: () => present.step,
    every: () => present.every,
    ask: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      answers.push(() => resolve(undefined));
      return promise;
    },
  });
  return { time, present, answers, subject };
}

describe('a step that asks', () => {
  it('asks after its wait, one question at a time, and again when the answer has come', async () => {
    const { time, answers, subject } = poll();
    subject.look();
    subject.look();
    await time.advance(2999);
    expect(answers).toHaveLength(0);
    await time.advance(1);
    expect(answers).toHaveLength(1);
    subject.look();
    await time.advance(60_000);
    expect(answers, 'the answer has not come').toHaveLength(1);
    answers[0]?.();
    await time.advance(3000);
    expect(answers).toHaveLength(2);
  });

  it('is not put off by views in between', async () => {
    const { time, answers, subject } = poll();
    subject.look();
    for (let second = 0; second < 3; second += 1) {
      await time.advance(1000);
      subject.look();
    }
    expect(answers).toHaveLength(1);
  });

  it('asks no more once it is left, also when an answer comes after that', async () => {
    const { time, present, answers, subject } = poll();
    subject.look();
    present.every = null;
    subject.look();
    expect(time.pending).toBe(0);
    present.every = 3000;
    subject.look();
    await time.advance(3000);
    present.every = null;
    answers[0]?.();
    await time.advance(60_000);
    expect(answers).toHaveLength(1);
    expect(time.pending).toBe(0);
  });

  it('ends for good when it is stopped', async () => {
    const { time, answers, subject } = poll();
    subject.look();
    await time.advance(3000);
    subject.stop();
    answers[0]?.();
    subject.look();
    await time.advance(60_000);
    expect(answers).toHaveLength(1);
    expect(subject.isStopped).toBe(true);
  });

  it('does not wait for what was asked for another step', async () => {
    const { time, present, answers, subject } = poll();
    subject.look();
    await time.advance(3000);
    present.step = 'second';
    subject.look();
    await time.advance(3000);
    expect(answers, 'the first answer has not come').toHaveLength(2);
    answers[0]?.();
    await time.advance(60_000);
    expect(answers, 'the answer to the second question has not come').toHaveLength(2);
    answers[1]?.();
    await time.advance(3000);
    expect(answers).toHaveLength(3);
  });

  it('asks sooner when its step is in more of a hurry than the one before', async () => {
    const { time, present, answers, subject } = poll();
    subject.look();
    present.step = 'hurried';
    present.every = 1;
    subject.look();
    await time.advance(1);
    expect(answers).toHaveLength(1);
    present.step = 'calm';
    present.every = 3000;
    subject.look();
    await time.advance(2999);
    expect(answers).toHaveLength(1);
    await time.advance(1);
    expect(answers).toHaveLength(2);
    expect(time.pending, 'no wait is left over').toBe(0);
  });
});
