/** Names of the three IPC channels between page and main process. */
export const IPC = {
  /** page → main: an action; the answer is the next view. */
  act: 'kiosk:act',
  /** main → page: a view that no action of the visitor caused. */
  view: 'kiosk:view',
  /** page → main: heartbeat after a paint. */
  alive: 'kiosk:alive',
} as const;
