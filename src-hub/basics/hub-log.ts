/** The hub's log: structured lines without personal data; the last argument names the event. */
export interface HubLog {
  info(fields: Record<string, unknown>, event: string): void;
  warn(fields: Record<string, unknown>, event: string): void;
  error(fields: Record<string, unknown>, event: string): void;
}
