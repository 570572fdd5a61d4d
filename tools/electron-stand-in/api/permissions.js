// @ts-check
import { theBrowser } from '../process/runtime.js';

/** @typedef {import('../page/permissions.js').Permission} Permission */

/** Electron's names, where they differ from those of the web. */
const NAMES = new Map([
  ['camera', 'media'],
  ['microphone', 'media'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['keyboard-lock', 'keyboardLock'],
  ['pointer-lock', 'pointerLock'],
]);
const MEDIA = new Map([
  ['camera', 'video'],
  ['microphone', 'audio'],
]);

/** @param {Permission} permission */
const electronName = ({ name, sysex }) =>
  name === 'midi' && sysex ? 'midiSysex' : (NAMES.get(name) ?? name);

/** An application's decisions about permissions. As in Electron, all are granted while there is no handler. */
export class Permissions {
  #check = /** @type {Function | null} */ (null);
  #request = /** @type {Function | null} */ (null);
  api = {
    setPermissionCheckHandler: (/** @type {Function | null} */ handler) => void (this.#check = handler),
    setPermissionRequestHandler: (/** @type {Function | null} */ handler) => void (this.#request = handler),
  };

  /**
   * Asks the application, and gives Chromium its answer.
   * @param {any} contents which page asks
   * @param {string} how `check`: whether it has them; `request`: it wants them
   * @param {Permission[]} asked
   */
  async decide(contents, how, asked) {
    const isGranted =
      how === 'check'
        ? this.#check === null || this.#isHeld(contents, asked)
        : (this.#check !== null && this.#isHeld(contents, asked)) || (await this.#isAllowed(contents, asked));
    const setting = isGranted ? 'granted' : 'denied';
    // Chromium gives MIDI only to a page with both kinds of it.
    const told = asked.flatMap(({ name }) =>
      name === 'midi' ? [false, true].map((sysex) => ({ name, sysex })) : [{ name }],
    );
    for (const permission of told) {
      // A name that Chromium does not know is the page's mistake; the page gets the error.
      await theBrowser()
        .cdp.send('Browser.setPermission', { permission, setting })
        .catch(() => undefined);
    }
  }

  /** @param {any} contents @param {Permission[]} asked */
  #isHeld(contents, asked) {
    const url = contents.getURL();
    const { origin } = contents.mainFrame;
    return asked.every((permission) => {
      const mediaType = MEDIA.get(permission.name);
      const details = { isMainFrame: true, requestingUrl: url, ...(mediaType && { mediaType }) };
      return this.#check?.(contents, electronName(permission), origin, details) === true;
    });
  }

  /** @param {any} contents @param {Permission[]} asked which are one thing to Electron @returns {Promise<boolean>} */
  async #isAllowed(contents, asked) {
    const handler = this.#request;
    const [first] = asked;
    if (handler === null || first === undefined) return true;
    const mediaTypes = asked.flatMap(({ name }) => MEDIA.get(name) ?? []);
    const details = {
      ...{ isMainFrame: true, requestingUrl: contents.getURL() },
      ...(mediaTypes.length > 0 && { mediaTypes, securityOrigin: contents.mainFrame.origin }),
    };
    return new Promise((resolve) => handler(contents, electronName(first), resolve, details)).then(
      (answer) => answer === true,
    );
  }
}
