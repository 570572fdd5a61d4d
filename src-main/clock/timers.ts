/** Calls a function later; passed in so that tests can move time by hand. */
export interface Timers {
  /** @returns a function that cancels the call; calling it twice or too late does nothing */
  after(milliseconds: number, call: () => void): () => void;
}

/** The event loop's timers. They do not keep the process alive. */
export const systemTimers: Timers = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
