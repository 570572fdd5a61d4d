import { messageOf, type MessageState } from '../../codes/message-state.ts';
import type { HubDeps } from '../../core/hub-deps.ts';

/** Longest wait for a server's word on a message before the call is answered, in milliseconds. */
const LONGEST = 500;

/** Wait between two looks, in milliseconds. */
const LOOK_EVERY = 15;

/**
 * The state of a message that was just put into the outbox. It waits a moment for the server's word, so that the screen
 * that opens says "sent" at once where the server is quick. Later, `code-state` tells.
 * @param message null: nothing was sent
 */
export async function settledMessage(
  { database, stopping }: Pick<HubDeps, 'database' | 'stopping'>,
  visit: string,
  attempt: string,
  message: string | null,
): Promise<MessageState> {
  if (message === null) return 'waiting';
  const end = performance.now() + LONGEST;
  for (;;) {
    const state = (await messageOf(database, visit, attempt)) ?? 'waiting';
    if (state !== 'waiting' || performance.now() >= end || stopping.aborted) return state;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}
