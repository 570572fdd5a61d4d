import { describe, expect, it } from 'vitest';
import { NUMBER_PACE } from '../../../src-shared/policy/quotas.ts';
import { SECOND } from '../../../src-shared/time/units.ts';
import { openPage } from '../support/page.ts';

describe('a visitor', () => {
  it('whose number came too early is told how long to wait, in seconds', async () => {
    const problem = { kind: 'paused', until: Date.UTC(2037, 0, 1) } as const;
    const page = await openPage({ id: 'identify', purpose: 'password', byEmail: true, problem });
    expect(page.text).toContain(`Attendez ${String(NUMBER_PACE.watchful / SECOND)} secondes`);
  });

  it('whose address another person has confirmed is told the way on', async () => {
    const screen = { id: 'login', identifier: 'zoe@exemple.fr', byEmail: true, isPassed: false } as const;
    const page = await openPage({ ...screen, challenge: null, problem: { kind: 'email-taken' } });
    expect(page.text).toMatch(/celle d’un autre compte.*«\sCréer mon compte\s»/su);
  });
});
