import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { IPC } from '../../../src-shared/ipc.ts';
import { connectIpc } from '../../../src-main/ipc.ts';
import type { Kiosk } from '../../../src-main/kiosk.ts';
import { APP_ORIGIN } from '../../../src-main/platform/app-origin.ts';

type Handler = (event: unknown, payload: unknown) => Promise<unknown>;

const handlers = new Map<string, Handler>();

/** A frame as Electron shows the sender of a message. */
const frame = (url: string, parent: object | null = null) => ({ url, parent });

const OURS = frame(`${APP_ORIGIN}/index.html`);
const WINDOW = { webContents: { id: 1, send: () => undefined }, isDestroyed: () => false };
const ACT = { serial: 0, action: { type: 'show' } };
const BEAT = { touched: true };

const act = vi.fn(() => Promise.resolve('view'));
const alive = vi.fn();
const beat = vi.fn();

/** Sends a message of the page on one of both channels. */
function send(channel: string, senderId: number, senderFrame: object | null): Promise<unknown> {
  const handler = handlers.get(channel);
  if (handler === undefined) throw new Error(`nobody listens on ${channel}`);
  return handler({ sender: { id: senderId }, senderFrame }, channel === IPC.act ? ACT : BEAT);
}

beforeEach(() => {
  handlers.clear();
  for (const spy of [act, alive, beat]) spy.mockClear();
  const kiosk = { act, alive, onView: () => undefined } as unknown as Kiosk;
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  connectIpc({
    ipcMain: { handle: (channel, handler) => void handlers.set(channel, handler as Handler) },
    window: WINDOW as unknown as BrowserWindow,
    kiosk: Promise.resolve(kiosk),
    log,
    onBeat: beat,
  });
});

describe('a message to the main process', () => {
  it('is taken from the top frame of our page in our window', async () => {
    expect(await send(IPC.act, 1, OURS)).toBe('view');
    expect(act).toHaveBeenCalledOnce();
    await send(IPC.alive, 1, OURS);
    expect(beat).toHaveBeenCalledOnce();
    expect(alive).toHaveBeenCalledWith(BEAT);
  });

  describe.each([
    ['a subframe, also of our own page', 1, frame(`${APP_ORIGIN}/index.html`, OURS)],
    ['a second window, also with our own page', 2, OURS],
    ['a foreign page in our window', 1, frame('https://example.invalid/')],
    ['a page whose address only begins like ours', 1, frame(`${APP_ORIGIN}.example.invalid/`)],
    ['a frame that is gone', 1, null],
  ])('from %s', (_who, senderId, senderFrame) => {
    it.each([IPC.act, IPC.alive])('is refused on %s', async (channel) => {
      await expect(send(channel, senderId, senderFrame)).rejects.toThrow('refused');
      expect(act).not.toHaveBeenCalled();
      expect(alive).not.toHaveBeenCalled();
      expect(beat).not.toHaveBeenCalled();
    });
  });
});
