import type { View } from '../src-shared/journey/view.ts';
import { IPC } from '../src-shared/ipc.ts';
import {
  actionRequestSchema,
  heartbeatSchema,
  type ActionRequest,
  type Heartbeat,
} from '../src-shared/journey/action.ts';
import type { Log } from './log/log.ts';

/** Used in place of an invalid message: asks for the present view. */
const LOOK: ActionRequest = { serial: 0, action: { type: 'show' } };

/**
 * Answers a message on `kiosk:act`: an action with the next view, anything else with the present view. The log gets
 * the number of faults, never the content of the message.
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

/**
 * Reads a message on `kiosk:alive`.
 * @returns null, with a line in the log, when it is not a heartbeat
 */
export function readHeartbeat(payload: unknown, log: Log): Heartbeat | null {
  const beat = heartbeatSchema.safeParse(payload);
  if (beat.success) return beat.data;
  log.warn({ channel: IPC.alive, issues: beat.error.issues.length }, 'ipc-refused');
  return null;
}
