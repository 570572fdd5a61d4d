// @ts-check
import { closed } from '../process/refusal.js';

/**
 * The one frame of a window, as senders of messages are shown.
 * @param {import('../page/tab.js').Tab} tab
 */
export function makeFrame(tab) {
  const frame = closed('WebFrameMain', {
    processId: 1,
    routingId: 1,
    frameTreeNodeId: 1,
    name: '',
    parent: null,
    top: /** @type {object | null} */ (null),
    detached: false,
    isDestroyed: () => tab.gone,
    get url() {
      return tab.url;
    },
    get origin() {
      return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/iu.exec(tab.url)?.[0] ?? 'null';
    },
  });
  frame.top = frame;
  return frame;
}
