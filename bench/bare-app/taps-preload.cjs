// A sandboxed preload knows no other way to import.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('bare', { tap: () => ipcRenderer.invoke('tap') });
