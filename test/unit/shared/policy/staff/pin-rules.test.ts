import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PIN_PROBLEMS, pinProblem } from '../../../../../src-shared/policy/staff/pin-rules.ts';

const BADGE = '47113';

describe('a PIN', () => {
  it.each([
    ['12345', 'length'],
    ['12345678901', 'length'],
    ['58392a', 'length'],
    ['٥٨٣٩٢٦', 'length'],
    ['111111', 'few-digits'],
    ['121212', 'few-digits'],
    ['112212', 'few-digits'],
    ['123456', 'run'],
    ['098765', 'run'],
    ['13579135', 'run'],
    ['024680', 'run'],
    ['123457', 'run'],
    ['890123', 'run'],
    ['583583', 'repeated'],
    ['5839258392', 'repeated'],
    ['583385', 'mirrored'],
    ['5839385', 'mirrored'],
    ['847115', 'badge'],
    ['931174', 'badge'],
    ['070341', 'date'],
    ['410307', 'date'],
    ['07031941', 'date'],
    ['19410307', 'date'],
    ['031985', 'date'],
    ['198503', 'date'],
    ['147258', 'run'],
    ['159753', 'common'],
    ['314159', 'common'],
    ['271828', 'common'],
  ] as const)('%s is refused: %s', (pin, why) => {
    expect(pinProblem(pin, BADGE)).toBe(why);
  });

  it.each(['583926', '7392648', '90473618', '849372615', '6183940275'])('%s is taken', (pin) => {
    expect(pinProblem(pin, BADGE)).toBeNull();
  });

  it('that is drawn by lot is seldom refused', () => {
    const pins = Array.from({ length: 5000 }, (_, i) => String((i * 179_424_673 + 7919) % 1_000_000));
    const good = pins.filter((pin) => pin.length === 6 && pinProblem(pin, BADGE) === null);
    expect(good.length / pins.filter((pin) => pin.length === 6).length).toBeGreaterThan(0.75);
  });

  it('has a named reason or none, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (pin, badge) => {
        const problem = pinProblem(pin, badge);
        expect(problem === null || PIN_PROBLEMS.includes(problem)).toBe(true);
      }),
    );
  });
});
