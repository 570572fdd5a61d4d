/** Names of the three IPC channels between page and main process; there are no others. */
export const IPC = {
  /** page → main, answered: an action, answered by the next view. */
  act: 'kiosk:act',
  /** main → page: a view that no action of the visitor caused. */
  view: 'kiosk:view',
  /** page → main: heartbeat after a real paint. */
  alive: 'kiosk:alive',
} as const;
