import { describe, expect, it } from 'vitest';
import { allows, DELEGATION_SCOPES } from '../../../../src-shared/values/member-space/delegation.ts';

describe('what a helper may do', () => {
  it.each([
    ['see', ['see']],
    ['ask', ['see', 'ask']],
    ['all', ['see', 'ask', 'all']],
  ] as const)('%s allows %j, and nothing that is for the person alone', (scope, allowed) => {
    const needs = [...DELEGATION_SCOPES, 'own'] as const;
    expect(needs.filter((needed) => allows(scope, needed))).toEqual(allowed);
  });
});
