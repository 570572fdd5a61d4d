import { expect, it } from 'vitest';
import { StateTeller } from '../../../src-main/hub-client/state-teller.ts';
import type { HubAnswer } from '../../../src-main/hub-client/hub-answer.ts';

const NOTED: HubAnswer<unknown> = { ok: true, value: {} };

function openTeller() {
  const told: (string | null)[] = [];
  const state = { now: 0, trouble: null as string | null, answer: NOTED };
  const teller = new StateTeller({
    clock: { now: () => state.now },
    trouble: () => state.trouble,
    tell: (trouble) => {
      told.push(trouble);
      return Promise.resolve(state.answer);
    },
  });
  const look = async (): Promise<void> => {
    teller.look();
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  return { told, state, teller, look };
}

it('tells once in a run, and whenever it changes', async () => {
  const { told, state, look } = openTeller();
  await look();
  await look();
  state.trouble = 'disk-full';
  await look();
  await look();
  state.trouble = null;
  await look();
  expect(told).toEqual([null, 'disk-full', null]);
});

it('tells what changed while it was telling', async () => {
  const { told, state, teller, look } = openTeller();
  teller.look();
  state.trouble = 'display';
  await look();
  expect(told).toEqual([null, 'display']);
});

it('waits five minutes after a failure, such as a hub that does not know the call', async () => {
  const { told, state, look } = openTeller();
  state.answer = { ok: false, fault: 'fault' };
  await look();
  state.now = 299_999;
  await look();
  expect(told).toHaveLength(1);
  state.now = 300_000;
  state.answer = NOTED;
  await look();
  await look();
  expect(told).toHaveLength(2);
});

it('tells another head office anew, and nothing after its end', async () => {
  const { told, state, teller, look } = openTeller();
  await look();
  teller.forget();
  await look();
  expect(told).toHaveLength(2);
  await teller.stop();
  state.trouble = 'disk-full';
  await look();
  expect(told).toHaveLength(2);
});
