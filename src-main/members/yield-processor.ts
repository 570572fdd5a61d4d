import os from 'node:os';

/** Niceness of a thread that must never compete with the one that answers taps. */
const NICE = 5;

/**
 * Lets the calling thread give way to the others. Only Linux gives each thread a priority of its own: elsewhere
 * the call would slow the whole application.
 */
export function yieldProcessor(): void {
  if (process.platform === 'linux') os.setPriority(NICE);
}
