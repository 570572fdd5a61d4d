/** Calls a function later. Passed in, so that tests control time. */
export interface Timers {
  /** @returns a function that cancels the call; calling it again or too late does nothing */
  after(milliseconds: number, call: () => void): () => void;
}

/** Timers of the event loop. They do not keep the process alive. */
export const systemTimers: Timers = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
