// @ts-check

/** Chromium's error numbers for failed loads. */
const CODES = new Map([
  ['ERR_FAILED', -2],
  ['ERR_ABORTED', -3],
  ['ERR_BLOCKED_BY_CLIENT', -20],
  ['ERR_INTERNET_DISCONNECTED', -106],
  ['ERR_NAME_NOT_RESOLVED', -105],
  ['ERR_UNKNOWN_URL_SCHEME', -302],
]);

/** A load that failed, as Electron rejects it. */
export class LoadError extends Error {
  /** @param {string} code as in `ERR_FAILED` @param {string} url */
  constructor(code, url) {
    const errno = CODES.get(code) ?? -2;
    super(`${code} (${errno}) loading '${url}'`);
    this.code = code;
    this.errno = errno;
    this.url = url;
  }
}

/**
 * Loads a document in a tab.
 * @param {import('../page/tab.js').Tab} tab @param {string} url @param {ReadonlySet<string>} schemes
 * @returns {Promise<void>} resolves at the document's `load` event
 * @throws {LoadError}
 */
export async function load(tab, url, schemes) {
  const scheme = url.slice(0, Math.max(0, url.indexOf(':'))).toLowerCase();
  if (!schemes.has(scheme) && !['http', 'https', 'data', 'about'].includes(scheme)) {
    throw new LoadError('ERR_UNKNOWN_URL_SCHEME', url);
  }
  /** @type {Set<string>} */
  const done = new Set();
  let wake = /** @type {() => void} */ (() => undefined);
  const onLifecycle = (/** @type {string} */ name, /** @type {string} */ loader) => {
    if (name === 'load') done.add(loader);
    wake();
  };
  const onEnd = () => wake();
  tab.on('lifecycle', onLifecycle).on('crashed', onEnd).on('gone', onEnd).on('superseded', onEnd);
  const turn = tab.nextLoad();
  try {
    const { loader, error } = await tab
      .navigate(url)
      .catch(() => ({ loader: '', error: 'net::ERR_ABORTED' }));
    if (error) throw new LoadError(error.replace(/^net::/u, ''), url);
    while (!done.has(loader)) {
      if (tab.gone || tab.crashed || tab.turn !== turn) throw new LoadError('ERR_ABORTED', url);
      await new Promise((/** @type {(value?: unknown) => void} */ resolve) => (wake = resolve));
    }
  } finally {
    tab.off('lifecycle', onLifecycle).off('crashed', onEnd).off('gone', onEnd).off('superseded', onEnd);
  }
}
