import { contextBridge, ipcRenderer } from 'electron';
import { IPC } from '../src-shared/ipc.ts';
import type { ActionRequest, Heartbeat } from '../src-shared/journey/action.ts';
import type { View } from '../src-shared/journey/view.ts';

/** Everything that the page can reach in the main process. */
const bridge = {
  act: (request: ActionRequest): Promise<View> => ipcRenderer.invoke(IPC.act, request) as Promise<View>,
  onView: (listener: (view: View) => void): (() => void) => {
    const forward = (_event: unknown, view: View): void => listener(view);
    ipcRenderer.on(IPC.view, forward);
    return () => ipcRenderer.removeListener(IPC.view, forward);
  },
  alive: (beat: Heartbeat): Promise<void> => ipcRenderer.invoke(IPC.alive, beat) as Promise<void>,
};

contextBridge.exposeInMainWorld('kiosk', bridge);
