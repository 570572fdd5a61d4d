// @ts-check
import { makeEvent } from '../process/event.js';
import { fromWeb, policyToWeb, toWeb } from './urls.js';

/** Opens nothing: Chromium then refuses new windows by itself, and reports each attempt. */
const NO_POPUPS = 'sandbox allow-scripts allow-same-origin allow-forms allow-modals allow-pointer-lock';

/**
 * Answers every request of a tab: the application's schemes by its handlers, all others by "offline".
 */
export class Interception {
  #tab;
  #session;
  #ownNavigation = '';

  /** @param {import('./tab.js').Tab} tab @param {import('../api/session.js').Session} session */
  constructor(tab, session) {
    this.#tab = tab;
    this.#session = session;
  }

  /**
   * @param {import('../chromium/connection.js').CdpSession} cdp
   * @returns {Promise<void>} resolves when every later request is caught
   */
  async start(cdp) {
    cdp.on('Fetch.requestPaused', (event) => {
      this.#answer(event).then(
        ([method, params]) => cdp.tell(method, { requestId: event.requestId, ...params }),
        (error) => {
          console.error(error);
          cdp.tell('Fetch.failRequest', { requestId: event.requestId, errorReason: 'Failed' });
        },
      );
    });
    await cdp.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  }

  /** The next request for this document is the application's own wish, not the page's. @param {string} webUrl */
  expect(webUrl) {
    this.#ownNavigation = webUrl.replace(/#.*$/su, '');
  }

  /** @param {any} event @returns {Promise<[string, object]>} command and its parameters */
  async #answer({ request, frameId, resourceType, redirectedRequestId }) {
    const schemes = this.#session.protocol.schemes;
    const url = fromWeb(request.url, schemes);
    const document = resourceType === 'Document';
    if (document && this.#isRefused(url, request.url, frameId, Boolean(redirectedRequestId))) {
      return ['Fetch.failRequest', { errorReason: 'Aborted' }];
    }
    if (this.#session.webRequest.isCancelled({ url, method: request.method, resourceType })) {
      return ['Fetch.failRequest', { errorReason: 'BlockedByClient' }];
    }
    const handler = this.#session.protocol.handlerOf(url);
    if (!handler) return ['Fetch.failRequest', { errorReason: 'InternetDisconnected' }];
    // Chromium asks for an icon of every http site; no such request exists under a custom scheme.
    if (new URL(request.url).pathname === '/favicon.ico' && resourceType === 'Other') {
      return ['Fetch.failRequest', { errorReason: 'BlockedByClient' }];
    }
    const response = await handler(toRequest(url, request, schemes));
    const headers = [...response.headers].map(([name, value]) => ({
      name,
      value: headerToWeb(name, value, schemes),
    }));
    if (document) headers.push({ name: 'content-security-policy', value: NO_POPUPS });
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    return ['Fetch.fulfillRequest', { responseCode: response.status, responseHeaders: headers, body }];
  }

  /**
   * Asks the application about a navigation that the page started.
   * @param {string} url @param {string} webUrl @param {string} frameId @param {boolean} redirected
   */
  #isRefused(url, webUrl, frameId, redirected) {
    const isMainFrame = frameId === this.#tab.targetId;
    if (isMainFrame && webUrl === this.#ownNavigation) {
      this.#ownNavigation = '';
      return false;
    }
    const names = redirected
      ? ['will-redirect']
      : isMainFrame
        ? ['will-frame-navigate', 'will-navigate']
        : ['will-frame-navigate'];
    return names.some((name) => {
      const event = makeEvent({ url, isMainFrame, isSameDocument: false });
      this.#tab.emit('ask', name, event, url);
      return event.defaultPrevented;
    });
  }
}

/** @param {string} url @param {any} request as the protocol reports it @param {ReadonlySet<string>} schemes */
function toRequest(url, request, schemes) {
  const headers = new Headers();
  for (const [name, value] of Object.entries(/** @type {Record<string, string>} */ (request.headers))) {
    headers.set(name, /^(referer|origin)$/iu.test(name) ? addressFromWeb(value, schemes) : value);
  }
  const parts = /** @type {{ bytes?: string }[]} */ (request.postDataEntries ?? []);
  const body = request.hasPostData
    ? Buffer.concat(parts.map((part) => Buffer.from(part.bytes ?? '', 'base64')))
    : null;
  return new Request(url, { method: request.method, headers, body });
}

/** @param {string} value @param {ReadonlySet<string>} schemes */
function addressFromWeb(value, schemes) {
  return value.endsWith('.localhost')
    ? fromWeb(`${value}/`, schemes).replace(/\/$/u, '')
    : fromWeb(value, schemes);
}

/** @param {string} name @param {string} value @param {ReadonlySet<string>} schemes */
function headerToWeb(name, value, schemes) {
  if (/^content-security-policy(-report-only)?$/iu.test(name)) return policyToWeb(value, schemes);
  return /^(location|access-control-allow-origin)$/iu.test(name) ? toWeb(value, schemes) : value;
}
