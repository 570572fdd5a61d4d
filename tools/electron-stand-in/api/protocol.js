// @ts-check
import { closed } from '../process/refusal.js';

/** Schemes declared before `ready`, for all sessions. */
const privileged = /** @type {Set<string>} */ (new Set());

/** Schemes and handlers of one session. */
export class Protocol {
  /** All schemes that the browser has to know. */
  schemes = /** @type {Set<string>} */ (new Set(privileged));
  #handlers = /** @type {Map<string, (request: Request) => Response | Promise<Response>>} */ (new Map());

  /** Declares schemes; to be called before `ready`. @param {readonly { scheme: string }[]} list */
  registerSchemesAsPrivileged(list) {
    for (const { scheme } of list) {
      privileged.add(scheme);
      this.schemes.add(scheme);
    }
  }

  /**
   * @param {string} scheme @param {(request: Request) => Response | Promise<Response>} handler
   * @throws {Error} when the scheme has a handler
   */
  handle(scheme, handler) {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.schemes.add(scheme);
    this.#handlers.set(scheme, handler);
  }

  /** @param {string} scheme @throws {Error} when the scheme has no handler */
  unhandle(scheme) {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  /** @param {string} scheme */
  isProtocolHandled(scheme) {
    return this.#handlers.has(scheme);
  }

  /** @param {string} url in the application's terms */
  handlerOf(url) {
    return this.#handlers.get(url.slice(0, url.indexOf(':')).toLowerCase());
  }
}

/** The interface for the application. @param {Protocol} protocol */
export function protocolApi(protocol) {
  return closed('protocol', {
    registerSchemesAsPrivileged: protocol.registerSchemesAsPrivileged.bind(protocol),
    handle: protocol.handle.bind(protocol),
    unhandle: protocol.unhandle.bind(protocol),
    isProtocolHandled: protocol.isProtocolHandled.bind(protocol),
  });
}
