import { describe, expect, it } from 'vitest';
import { openScreen, openSpace } from './moves.ts';

describe('a request of the member space', { timeout: 60_000 }, () => {
  it('is an event with a receipt', async () => {
    const { office, rig } = await openSpace();
    const screen = await openScreen(rig, 'space-documents');
    expect(screen.history).toMatchObject({ state: 'ready', rows: [] });
    await rig.do({ do: 'ask-document', document: 'member-card' });
    await rig.until(
      ({ screen }) => screen.id === 'space-documents' && screen.sent?.headOffice === 'accepted',
    );
    expect(office.appliedBodies).toEqual([
      {
        kind: 'document-requested',
        holder: { situation: 'member', number: '00123456' },
        helper: null,
        document: 'member-card',
      },
    ]);
  });
});
