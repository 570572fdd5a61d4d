import type { Terminal } from '../core/hub-command.ts';

/** Between two lines of progress in a terminal, where each overwrites the one before, in milliseconds. */
const SHOWN_EVERY = 200;

/** Between two lines of progress in a file, such as the log of a timer, in milliseconds. */
const WRITTEN_EVERY = 30_000;

/** A stream of the process. */
export interface TextStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * The terminal of a command.
 * @param clock milliseconds that only grow
 */
export function openTerminal(out: TextStream, errors: TextStream, clock: () => number): Terminal {
  let shownAt = clock();
  let isShown = false;
  const clear = (): void => {
    if (isShown) errors.write('\r\u001B[K');
    isShown = false;
  };
  return {
    say: (line) => {
      clear();
      out.write(`${line}\n`);
    },
    complain: (line) => {
      clear();
      errors.write(`${line}\n`);
    },
    progress: (text) => {
      const now = clock();
      if (now - shownAt < (errors.isTTY === true ? SHOWN_EVERY : WRITTEN_EVERY)) return;
      shownAt = now;
      clear();
      errors.write(errors.isTTY === true ? text : `${text}\n`);
      isShown = errors.isTTY === true;
    },
  };
}
