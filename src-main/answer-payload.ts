import type { View } from '../src-shared/journey/view.ts';
import { IPC } from '../src-shared/ipc.ts';
import {
  actionRequestSchema,
  heartbeatSchema,
  type ActionRequest,
  type Heartbeat,
} from '../src-shared/journey/action.ts';
import type { Log } from './log/log.ts';

/** A message that does not fit its schema gets the present view, as if nothing had been said. */
const LOOK: ActionRequest = { serial: 0, action: { type: 'show' } };

/**
 * Answers whatever came on `kiosk:act`: an action by the view that follows it, anything else by the present one.
 * The log is told how many faults there were, never what was in the message.
 */
export function answerAction(
  kiosk: { act(request: ActionRequest): Promise<View> },
  payload: unknown,
  log: Log,
): Promise<View> {
  const request = actionRequestSchema.safeParse(payload);
  if (!request.success) log.warn({ channel: IPC.act, issues: request.error.issues.length }, 'ipc-refused');
  return kiosk.act(request.success ? request.data : LOOK);
}

/** Reads whatever came on `kiosk:alive`. @returns null when it is no heartbeat, which the log is told */
export function readHeartbeat(payload: unknown, log: Log): Heartbeat | null {
  const beat = heartbeatSchema.safeParse(payload);
  if (beat.success) return beat.data;
  log.warn({ channel: IPC.alive, issues: beat.error.issues.length }, 'ipc-refused');
  return null;
}
