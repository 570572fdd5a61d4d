import { describe, expect, it } from 'vitest';
import { REQUEST_KINDS } from '../../../../src-shared/member-requests/request-kinds.ts';
import type { PastRequest } from '../../../../src-shared/hub-api/space-data.ts';
import type { KioskRig } from '../../../support/kiosk/kiosk-rig.ts';
import type { Trouble } from '../../../support/fakes/fake-head-office.ts';
import { atSpace, openScreen, openSpace, slowly } from './actions.ts';

const ROW: PastRequest = {
  receipt: 'KT4M-7XWA',
  kind: 'document',
  topic: 'member-card',
  madeAt: 1_763_000_000_000,
  madeBy: null,
  rejected: null,
  state: 'done',
  reply: null,
};

function stateOf(rig: KioskRig): string {
  const { screen } = rig.view;
  return 'history' in screen ? screen.history.state : screen.id;
}

describe('a login at a kiosk with head office', () => {
  it('opens a session there; once it is over its data is closed, and logging in again opens it', async () => {
    const { office, rig } = await openSpace();
    const session = office.space.last;
    expect(rig.screen('space-home').waiting).toMatchObject({ state: 'ready', open: 0 });
    expect(session.holder).toEqual({ situation: 'member', number: '00123456' });
    session.ended = true;
    await openScreen(rig, 'space-requests');
    expect(stateOf(rig)).toBe('closed');
    await rig.act({ type: 'log-in-again' });
    expect(rig.screen('login').identifier).toBe('00123456');
    await atSpace(rig, office);
    await openScreen(rig, 'space-requests');
    expect(stateOf(rig)).toBe('ready');

    const again = office.space.last;
    expect(again).not.toBe(session);
    await rig.act({ type: 'leave' });
    await expect.poll(() => again.ended, { message: 'by the log-out' }).toBe(true);
  });
});

describe('the history of requests', () => {
  it('is one for every kind, comes in pages, and waits for nobody else', async () => {
    const { office, rig } = await openSpace();
    office.space.on('requests', ({ page }) => ({
      ...{ result: 'ok', total: 12, page, pages: 3 },
      rows: [{ ...ROW, topic: `page ${page}` }],
    }));
    const { history } = await openScreen(rig, 'space-requests');
    expect(history).toMatchObject({ state: 'ready', pages: 3, rows: [{ topic: 'page 0' }] });
    await rig.act({ type: 'turn-page', page: 2 });
    expect(rig.screen('space-requests').history).toMatchObject({
      state: 'ready',
      rows: [{ topic: 'page 2' }],
    });
    expect(office.space.askedFor('requests')).toEqual([
      { kinds: REQUEST_KINDS, page: 0 },
      { kinds: REQUEST_KINDS, page: 2 },
    ]);
  });

  it('is shown as loading while head office is slow, comes by itself after 5 s, and is given up after 6', async () => {
    const { office, rig } = await openSpace();
    const release = office.space.hold('requests');
    await slowly(rig, { type: 'open-space', screen: 'space-requests' });
    expect(rig.screen('space-requests').history).toEqual({ state: 'loading' });
    await rig.time.advance(4500);
    expect(stateOf(rig)).toBe('loading');
    release();
    await rig.until(() => stateOf(rig) === 'ready');
    office.next('space/requests', { kind: 'silence' });
    await slowly(rig, { type: 'open-space', screen: 'space-requests' });
    expect(stateOf(rig)).toBe('loading');
    await rig.time.advance(6000);
    await rig.until(() => stateOf(rig) === 'offline');
  });

  const troubles: readonly (readonly [string, Trouble])[] = [
    ['fails', { kind: 'refuse', error: 'fault' }],
    ['is away', { kind: 'refuse', error: 'unavailable' }],
    ['cuts the line', { kind: 'cut' }],
    ['is not head office', { kind: 'foreign', status: 200, body: '<h1>Log in to the network</h1>' }],
    [
      'is of another version',
      { kind: 'foreign', status: 200, body: '{"result":"new"}', type: 'application/json' },
    ],
  ];
  it('can be asked for again when head office could not be reached, whatever was the matter', async () => {
    const { office, rig } = await openSpace();
    for (const [what, trouble] of troubles) {
      office.next('space/requests', trouble);
      const { history } = await openScreen(rig, 'space-requests');
      expect(history, what).toEqual({ state: 'offline' });
      await rig.act({ type: 'retry' });
      expect(stateOf(rig), `after it: ${what}`).toBe('ready');
    }
  });

  it('that comes when the visitor is elsewhere, or gone, is shown nowhere', async () => {
    const { office, rig } = await openSpace();
    const answered = new Promise<void>((resolve) =>
      office.space.on('requests', ({ page }) => {
        resolve();
        return { result: 'ok', total: 1, page, pages: 1, rows: [{ ...ROW, kind: 'question' }] };
      }),
    );
    const release = office.space.hold('requests');
    await slowly(rig, { type: 'open-space', screen: 'space-requests' });
    await rig.act({ type: 'set-language', language: 'en' });
    expect(stateOf(rig), 'in another language').toBe('loading');
    await rig.act({ type: 'back' });
    rig.screen('space-home');
    release();
    await answered;
    await rig.time.advance(100);
    rig.screen('space-home');

    const again = office.space.hold('requests');
    await slowly(rig, { type: 'open-space', screen: 'space-requests' });
    await rig.act({ type: 'leave' });
    again();
    await rig.time.advance(100);
    expect(rig.view.screen).toEqual({ id: 'attract' });
  });
});
