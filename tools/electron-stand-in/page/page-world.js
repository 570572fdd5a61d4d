// @ts-check

/**
 * Runs first in each document, in the page's own world: waits for the preload's end of the passage, which arrives before
 * any script of the page. Its source is injected.
 *
 * @param {Function} createCodec @param {Function} createBridge @param {string} handshake event type
 * @param {(ask: any) => void} askForPermissions
 */
export function startPageWorld(createCodec, createBridge, handshake, askForPermissions) {
  window.addEventListener(
    handshake,
    (event) => {
      event.stopImmediatePropagation();
      createBridge(/** @type {any} */ (event).relatedTarget, 'page', createCodec(), askForPermissions);
    },
    { once: true, capture: true },
  );
}
