import { SITUATION_RULES } from '../../../../src-shared/policy/situation-rules.ts';
import { describe, expect, it } from 'vitest';
import {
  SITUATION_CHANGES,
  SUPPORTING_DOCUMENTS,
} from '../../../../src-shared/values/member-space/situation-change.ts';

describe('a change of situation', () => {
  it.each([
    ['leave-of-absence', 'required', 366, 366, ['leave-order']],
    ['parental-leave', 'required', 366, 366, ['employer-letter', 'birth-certificate']],
    ['retirement', 'none', 732, 366, ['pension-title', 'bank-details']],
    ['marriage', 'none', 366, 90, ['marriage-certificate']],
    ['separation', 'none', 732, 90, ['separation-ruling']],
    ['birth', 'none', 366, 0, ['birth-certificate']],
    ['other', 'optional', 732, 366, []],
  ] as const)('%s: its end is %s; from %i days ago to %i days ahead; proven by %j', (change, ...rule) => {
    const [until, earliest, latest, documents] = rule;
    expect(SITUATION_RULES[change]).toEqual({ until, from: { earliest, latest }, documents });
  });

  it('asks for papers that are named, and every paper is asked for by a change', () => {
    const asked = new Set(SITUATION_CHANGES.flatMap((change) => SITUATION_RULES[change].documents));
    expect([...asked].toSorted()).toEqual([...SUPPORTING_DOCUMENTS].toSorted());
  });
});
