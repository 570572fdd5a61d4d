import type { HubLog } from '../../../src-hub/basics/hub-log.ts';

/** One line of a captured log. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

/** A log that keeps its lines in memory. */
export interface CapturedLog extends HubLog {
  readonly lines: LogLine[];
  /** All lines as one text. */
  text(): string;
}

/** Opens a {@link CapturedLog}. */
export function capturedLog(): CapturedLog {
  const lines: LogLine[] = [];
  const keep =
    (level: LogLine['level']) =>
    (fields: Record<string, unknown>, event: string): void => {
      lines.push({ level, event, fields });
    };
  return {
    lines,
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    text: () => JSON.stringify(lines),
  };
}
