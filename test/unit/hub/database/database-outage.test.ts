import { expect, it } from 'vitest';
import { DatabaseOutage } from '../../../../src-hub/database/database-outage.ts';
import { capturedLog } from '../../../support/hub/captured-log.ts';

/** An outage with a clock that only moves by waiting; the database answers from `back` milliseconds on. */
function outageUntil(back: number) {
  let now = 0;
  const log = capturedLog();
  const waits: (() => void)[] = [];
  const outage = new DatabaseOutage({
    log,
    clock: () => now,
    ask: () => (now >= back ? Promise.resolve() : Promise.reject(new Error('away'))),
    wait: () => new Promise((resolve) => waits.push(resolve)),
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second++) {
      now += 1000;
      for (const go of waits.splice(0)) go();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
  };
  return { outage, log, pass, events: () => log.lines.map(({ event, fields }) => [event, fields]) };
}

const REFUSED = Object.assign(new Error('row: 1850578005084'), { code: 'ECONNREFUSED' });

it('is told in one line, one more each minute, and one at its end', async () => {
  const { outage, log, pass, events } = outageUntil(150_000);
  for (let call = 0; call < 5; call++) outage.note(REFUSED);
  for (let minute = 0; minute < 3; minute++) {
    await pass(60);
    outage.note(REFUSED);
  }
  expect(events().slice(0, 4)).toEqual([
    ['database-away', { code: 'ECONNREFUSED' }],
    ['database-away', { code: 'ECONNREFUSED', seconds: 60 }],
    ['database-away', { code: 'ECONNREFUSED', seconds: 120 }],
    ['database-back', { seconds: 150 }],
  ]);
  expect(log.text()).not.toMatch(/1850578005084|stack|at /u);
});

it('is told anew when it comes again', async () => {
  const { outage, pass, events } = outageUntil(0);
  outage.note(REFUSED);
  await pass(1);
  outage.note(new Error('timeout exceeded when trying to connect'));
  await pass(1);
  expect(events().map(([event]) => event)).toEqual([
    'database-away',
    'database-back',
    'database-away',
    'database-back',
  ]);
  outage.close();
  outage.note(REFUSED);
  await pass(1);
  expect(events()).toHaveLength(4);
});
