/** The hub's log: structured lines without personal data. The last argument is the name of the event. */
export interface HubLog {
  info(fields: Record<string, unknown>, event: string): void;
  warn(fields: Record<string, unknown>, event: string): void;
  error(fields: Record<string, unknown>, event: string): void;
}
