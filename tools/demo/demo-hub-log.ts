import type { HubLog } from '../../src-hub/basics/hub-log.ts';

/** Head office of the demonstration logs only warnings and errors. */
export const demoHubLog: HubLog = {
  info: () => undefined,
  warn: () => undefined,
  error: (fields, event) => console.error('head office:', event, JSON.stringify(fields)),
};
