import { describe, expect, it } from 'vitest';
import { openSpace } from './moves.ts';

describe('a login at a kiosk with head office', { timeout: 30_000 }, () => {
  it('opens a session there, which the log-out ends', async () => {
    const { office, rig } = await openSpace();
    const session = office.space.last;
    expect(rig.screen('space-home').waiting).toMatchObject({ state: 'ready', open: 0 });
    expect(session.holder).toEqual({ situation: 'member', number: '00123456' });
    await rig.do({ do: 'leave' });
    await expect.poll(() => session.ended).toBe(true);
  });
});
