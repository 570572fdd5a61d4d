import { describe, expect, it } from 'vitest';
import { DEMO_CAST } from '../../../tools/demo/demo-members.ts';
import { GOOD } from '../kiosk/actions.ts';
import { allAnswered, failedBy, openPair } from './actions.ts';
import { DAY, MINUTE } from '../../../src-shared/time/units.ts';

const { both } = DEMO_CAST;

describe("a kiosk's clock", () => {
  it.each([
    ['a day slow, put right', -DAY, DAY],
    ['a day fast, put right', DAY, -DAY],
    ['right, then put a day forward', 0, DAY],
    ['right, then put a day back', 0, -DAY],
    ['at its factory setting, put right', -20 * 365 * DAY, 20 * 365 * DAY],
  ])(
    '(%s) between decision and sending: head office knows when it was decided',
    async (_name, wrong, set) => {
      const { office, rig } = await openPair();
      await rig.stop();
      const real = rig.time.now();
      let shown = 0;
      const setBy = (by: number): void => {
        rig.time.setWallBy(by);
        shown += by;
      };
      office.now = () => rig.time.wall() - shown;
      setBy(wrong);
      // A machine that starts with a wrong clock has not been told the right time before.
      if (wrong < 0) rig.onJournal((journal) => journal.exec('DELETE FROM clock_mark; DELETE FROM audit'));
      office.always('events', { kind: 'refuse', error: 'unavailable' });
      await rig.start();
      await rig.setPassword(both.number, GOOD);
      const decidedAt = office.now();
      await failedBy(rig, 'busy');
      await rig.time.advance(MINUTE);
      setBy(set);
      office.always('events', null);
      await allAnswered(rig);
      const [event] = [...office.applied.values()];
      // What is left is the way from the kiosk to head office, in the time that the test moves by seconds.
      expect(Math.abs((event?.event.decidedAt ?? 0) - decidedAt)).toBeLessThan(MINUTE);
      expect(decidedAt - real).toBeLessThan(MINUTE);
    },
  );
});
