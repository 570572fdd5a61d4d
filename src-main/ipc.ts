import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron';
import { IPC } from '../src-shared/ipc.ts';
import { answerAction, readHeartbeat } from './answer-payload.ts';
import type { Kiosk } from './kiosk.ts';
import type { Log } from './log/log.ts';
import { APP_ORIGIN } from './platform/app-origin.ts';

/** What {@link connectIpc} connects. */
export interface IpcDeps {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly window: BrowserWindow;
  /** Resolves when the kiosk has started; messages wait until then. */
  readonly kiosk: Promise<Kiosk>;
  readonly log: Log;
  readonly onBeat: () => void;
}

/** Opens the three IPC channels between page and kiosk. Schema and sender of each message are checked. */
export function connectIpc({ ipcMain, window, kiosk, log, onBeat }: IpcDeps): void {
  ipcMain.handle(IPC.act, async (event, payload: unknown) => {
    assertSender(event, window);
    return answerAction(await kiosk, payload, log);
  });
  ipcMain.handle(IPC.alive, async (event, payload: unknown) => {
    assertSender(event, window);
    const beat = readHeartbeat(payload, log);
    if (beat === null) return;
    onBeat();
    (await kiosk).alive(beat);
  });
  void kiosk.then((started) =>
    started.onView((view) => {
      if (!window.isDestroyed()) window.webContents.send(IPC.view, view);
    }),
  );
}

/** @throws when the message is not from the top frame of our page in our window */
function assertSender(event: IpcMainInvokeEvent, window: BrowserWindow): void {
  const frame = event.senderFrame;
  const ours =
    event.sender.id === window.webContents.id &&
    frame?.parent === null &&
    frame.url.startsWith(`${APP_ORIGIN}/`);
  if (!ours) throw new Error('refused');
}
