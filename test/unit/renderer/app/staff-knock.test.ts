import { describe, expect, it } from 'vitest';
import { StaffKnock } from '../../../../src-renderer/app/staff-knock.ts';
import { DEFAULT_STAFF_GESTURE } from '../../../../src-shared/journey/staff-gesture.ts';

const { times } = DEFAULT_STAFF_GESTURE;

function knocking(gesture: typeof DEFAULT_STAFF_GESTURE | null = DEFAULT_STAFF_GESTURE) {
  let opened = 0;
  let now = 0;
  const knock = new StaffKnock({
    gesture: () => gesture,
    size: () => ({ width: 1080, height: 1920 }),
    open: () => (opened += 1),
  });
  const at = (x: number, y: number, pointerId = 1) => ({ clientX: x, clientY: y, pointerId, timeStamp: now });
  return {
    knock,
    opened: () => opened,
    wait: (span: number) => (now += span),
    at,
    tap: (x = 30, y = 30, held = 80) => {
      knock.down(at(x, y));
      now += held;
      knock.up(at(x, y));
      now += 200;
    },
    press: (key = 'F9', repeat = false) => {
      knock.keydown({ key, repeat, timeStamp: now });
      now += 200;
    },
  };
}

describe('the gesture of staff', () => {
  it('opens by short taps in the corner, and by as many presses of the key', () => {
    const byTaps = knocking();
    for (let count = 0; count < times; count += 1) byTaps.tap();
    expect(byTaps.opened()).toBe(1);
    const byKey = knocking();
    for (let count = 0; count < times; count += 1) byKey.press();
    expect(byKey.opened()).toBe(1);
  });

  it.each<[string, (rig: ReturnType<typeof knocking>) => void]>([
    ['one tap too few', ({ tap }) => Array.from({ length: times - 1 }, () => tap())],
    ['a sleeve that rests: long touches', ({ tap }) => Array.from({ length: 20 }, () => tap(30, 30, 900))],
    [
      'a sleeve that slides',
      ({ knock, at, wait }) => {
        for (let count = 0; count < 20; count += 1) {
          knock.down(at(20, 20));
          wait(90);
          knock.up(at(80, 60));
          wait(100);
        }
      },
    ],
    [
      'a palm: several points at once',
      ({ knock, at, wait }) => {
        for (let count = 0; count < 20; count += 1) {
          knock.down(at(20, 20, 1));
          knock.down(at(60, 40, 2));
          wait(90);
          knock.up(at(20, 20, 1));
          knock.up(at(60, 40, 2));
          wait(100);
        }
      },
    ],
    [
      'taps with another place between them',
      ({ tap }) => Array.from({ length: 20 }, (_, count) => tap(count % 3 === 2 ? 500 : 30)),
    ],
    [
      'taps too far apart',
      ({ tap, wait }) =>
        Array.from({ length: 20 }, () => {
          tap();
          wait(1500);
        }),
    ],
    ['another corner', ({ tap }) => Array.from({ length: 20 }, () => tap(1050, 1900))],
    ['a key held down', ({ press }) => Array.from({ length: 20 }, (_, count) => press('F9', count > 0))],
    [
      'the key among others, as a scanner types',
      ({ press }) => Array.from({ length: 20 }, (_, count) => press(count % 3 === 0 ? '4' : 'F9')),
    ],
    [
      'taps mixed with the key',
      ({ tap, press }) => Array.from({ length: 20 }, (_, count) => (count % 2 === 0 ? tap() : press())),
    ],
  ])('does not open by %s', (_name, make) => {
    const rig = knocking();
    make(rig);
    expect(rig.opened()).toBe(0);
  });

  it('is nothing at a kiosk without staff mode', () => {
    const rig = knocking(null);
    for (let count = 0; count < times; count += 1) rig.tap();
    expect(rig.opened()).toBe(0);
  });
});
