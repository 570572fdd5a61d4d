import { describe, expect, it } from 'vitest';
import {
  delegationState,
  lastDayOfTerm,
} from '../../../../src-hub/member-space/delegations/delegation-state.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const OFFERED = {
  ...{ accepted_at: null, declined_at: null, revoked_at: null, waits_since: null },
  ends_on: '2026-12-23',
};
const ACTIVE = { ...OFFERED, accepted_at: AT };

describe('a delegation', () => {
  it.each([
    ['offered', OFFERED, '2026-12-23'],
    ['ended', OFFERED, '2026-12-24'],
    ['declined', { ...OFFERED, declined_at: AT }, '2026-12-24'],
    ['revoked', { ...OFFERED, revoked_at: AT }, '2026-12-01'],
    ['active', ACTIVE, '2026-12-23'],
    ['ended', ACTIVE, '2026-12-24'],
    ['revoked', { ...ACTIVE, revoked_at: AT }, '2027-12-24'],
    ['waiting', { ...ACTIVE, waits_since: AT }, '2026-12-23'],
    ['offered', { ...OFFERED, waits_since: AT }, '2026-12-23'],
    ['ended', { ...ACTIVE, waits_since: AT }, '2026-12-24'],
    ['revoked', { ...ACTIVE, waits_since: AT, revoked_at: AT }, '2026-12-23'],
  ])('is %s', (state, times, today) => {
    expect(delegationState(times, today)).toBe(state);
  });

  it('ends with the account of either side', () => {
    expect(delegationState(ACTIVE, '2026-12-01', false)).toBe('ended');
    expect(delegationState(OFFERED, '2026-12-01', false)).toBe('ended');
  });
});

describe('the last day of a term', () => {
  it.each([
    ['2026-11-23', 1, '2026-12-23'],
    ['2026-11-23', 3, '2027-02-23'],
    ['2026-11-23', 12, '2027-11-23'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2027-01-31', 1, '2027-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
  ])('%s and %i months: %s', (today, months, last) => {
    expect(lastDayOfTerm(today, months)).toBe(last);
  });
});
