import { describe, expect, it } from 'vitest';
import {
  couldSendRequest,
  type AcceptedDelegation,
  type SentByHelper,
} from '../../../../src-hub/member-space/requests/accepted-delegation.ts';
import { HOUR } from '../../../../src-shared/time/units.ts';

const NOON = Date.UTC(2026, 10, 23, 11);

const MANDATE: AcceptedDelegation = {
  ...{ id: 'a', giver: '1', helper: '2', scope: 'ask', acceptedAt: NOON - HOUR, endedAt: null },
  endsOn: '2026-11-23',
};

function could(
  changed: Partial<AcceptedDelegation> = {},
  sent: Partial<SentByHelper> = {},
  at = NOON,
): boolean {
  const mandate = { ...MANDATE, ...changed };
  return couldSendRequest(
    new Map([[mandate.id, mandate]]),
    { giver: '1', helper: '2', delegation: 'a', ...sent },
    at,
  );
}

describe('a helper', () => {
  it('can send under a delegation that allows it', () => {
    expect(could()).toBe(true);
    expect(could({ scope: 'all' })).toBe(true);
  });

  it.each<[string, Partial<AcceptedDelegation>, Partial<SentByHelper>]>([
    ['only to see', { scope: 'see' }, {}],
    ['of somebody else', {}, { giver: '3' }],
    ['for somebody else', {}, { helper: '3' }],
    ['turned round', {}, { giver: '2', helper: '1' }],
    ['that is not there', {}, { delegation: 'b' }],
    ['accepted afterwards', { acceptedAt: NOON + 2001 }, {}],
    ['that ended before', { endedAt: NOON - 1 }, {}],
    ['that ended at that moment', { endedAt: NOON }, {}],
    ['whose last day was the day before', { endsOn: '2026-11-22' }, {}],
  ])('cannot under one %s', (_what, mandate, sent) => {
    expect(could(mandate, sent)).toBe(false);
  });

  it('could before the end, told afterwards', () => {
    expect(could({ endedAt: NOON + 1 })).toBe(true);
  });

  it('is given the two seconds by which a clock may be wrong', () => {
    expect(could({ acceptedAt: NOON + 2000 })).toBe(true);
  });

  it.each([
    [Date.UTC(2026, 10, 23, 22, 59), true],
    [Date.UTC(2026, 10, 23, 23), false],
  ])('has the whole last day in France: %d is %s', (at, result) => {
    expect(could({}, {}, at)).toBe(result);
  });
});
