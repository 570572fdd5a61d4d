// @ts-check
import { closed } from '../process/refusal.js';

/** The one hook on requests that a session has here. */
export class WebRequest {
  #listener =
    /** @type {((details: object, done: (answer: { cancel?: boolean }) => void) => void) | null} */ (null);
  #last = 0;

  /** The interface for the application. */
  api = closed('webRequest', {
    /** @param {any} first filter or listener @param {any} [second] listener */
    onBeforeRequest: (first, second) => {
      this.#listener = typeof first === 'function' || first === null ? first : (second ?? null);
    },
  });

  /** Asks the application; a listener must answer at once. @param {{ url: string, method: string, resourceType: string }} request */
  isCancelled(request) {
    let cancel = false;
    const resourceType =
      request.resourceType === 'Document' ? 'mainFrame' : request.resourceType.toLowerCase();
    this.#listener?.({ id: ++this.#last, ...request, resourceType, timestamp: 0 }, (answer) => {
      cancel = answer.cancel === true;
    });
    return cancel;
  }
}
