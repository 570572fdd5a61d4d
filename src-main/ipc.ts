import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { IPC } from '../src-shared/channels.ts';
import { actionSchema, heartbeatSchema } from '../src-shared/journey/action.ts';
import type { Kiosk } from './kiosk.ts';
import type { Log } from './log/log.ts';
import { APP_ORIGIN } from './platform/app-protocol.ts';

/** A message that does not fit its schema gets the present view, as if nothing had been said. */
const LOOK = { serial: 0, deed: { do: 'show' } } as const;

/** Parts that {@link connectIpc} joins. */
export interface IpcParts {
  readonly window: BrowserWindow;
  /** Resolves when the kiosk has started; messages wait for it. */
  readonly kiosk: Promise<Kiosk>;
  readonly log: Log;
  readonly onBeat: () => void;
}

/** Opens the three channels between page and kiosk. Each message is checked by schema and by sender. */
export function connectIpc({ window, kiosk, log, onBeat }: IpcParts): void {
  ipcMain.handle(IPC.act, async (event, payload: unknown) => {
    assertSender(event, window);
    const action = actionSchema.safeParse(payload);
    if (!action.success) log.warn({ channel: IPC.act, issues: action.error.issues.length }, 'ipc-refused');
    return (await kiosk).act(action.success ? action.data : LOOK);
  });
  ipcMain.handle(IPC.alive, async (event, payload: unknown) => {
    assertSender(event, window);
    const beat = heartbeatSchema.safeParse(payload);
    if (!beat.success) {
      log.warn({ channel: IPC.alive, issues: beat.error.issues.length }, 'ipc-refused');
      return;
    }
    onBeat();
    (await kiosk).alive(beat.data);
  });
  void kiosk.then((started) =>
    started.onView((view) => {
      if (!window.isDestroyed()) window.webContents.send(IPC.view, view);
    }),
  );
}

/** @throws when the message does not come from the top frame of our page in our window */
function assertSender(event: IpcMainInvokeEvent, window: BrowserWindow): void {
  const frame = event.senderFrame;
  const ours =
    event.sender.id === window.webContents.id &&
    frame !== null &&
    frame.parent === null &&
    frame.url.startsWith(`${APP_ORIGIN}/`);
  if (!ours) throw new Error('refused');
}
