/** Milliseconds between two signs that a step is still at work. */
const EVERY = 5000;

/**
 * Says on standard error what is done, and every five seconds that it still is: standard output is for results.
 * @template Result
 * @param {string} what what is done, as a beginning of a sentence
 * @param {() => Promise<Result>} work
 * @param {number} [every] milliseconds between two signs
 * @returns {Promise<Result>}
 */
export async function telling(what, work, every = EVERY) {
  console.error(`${what} …`);
  const from = Date.now();
  const timer = setInterval(() => {
    console.error(`${what}: ${Math.round((Date.now() - from) / 1000)} s so far …`);
  }, every);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
