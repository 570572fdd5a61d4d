// @ts-check
import { closed, closedEmitter } from '../process/refusal.js';
import { toWeb } from '../page/urls.js';
import { Permissions } from './permissions.js';
import { Protocol, protocolApi } from './protocol.js';
import { WebRequest } from './web-request.js';

const Emitter = closedEmitter('Session', ['will-download']);
const nothing = () => Promise.resolve();

/** Pages whose storage a session clears. @type {Set<{ session: Session, tab: import('../page/tab.js').Tab }>} */
export const pages = new Set();

/** State of one partition. Storage itself is shared by all of them, and lives as long as the browser. */
export class Session {
  protocol = new Protocol();
  webRequest = new WebRequest();
  permissions = new Permissions();
  /** @type {ReturnType<typeof makeApi>} */
  api;

  /** @param {string} partition */
  constructor(partition) {
    this.api = makeApi(this, partition);
  }

  /** Removes what pages stored: cookies, local and session storage, IndexedDB, caches, workers. */
  async clearStorage() {
    const origins = new Set(
      [...this.protocol.schemes].map((scheme) =>
        toWeb(`${scheme}://app/`, this.protocol.schemes).slice(0, -1),
      ),
    );
    for (const { tab, session } of pages) {
      if (session !== this || tab.gone) continue;
      const shown = toWeb(tab.url, this.protocol.schemes);
      if (shown.startsWith('http:')) origins.add(new URL(shown).origin);
      for (const origin of origins) {
        await tab.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
        const { storageKey } = await tab.send('Storage.getStorageKeyForFrame', { frameId: tab.targetId });
        const id = storageKey.startsWith(origin) ? { storageKey } : { securityOrigin: origin };
        await tab
          .send('DOMStorage.clear', { storageId: { ...id, isLocalStorage: false } })
          .catch(() => undefined);
      }
      await tab.send('Network.clearBrowserCookies');
    }
  }
}

/** @param {Session} state @param {string} partition */
function makeApi(state, partition) {
  class SessionApi extends Emitter {
    protocol = protocolApi(state.protocol);
    webRequest = state.webRequest.api;
    storagePath = null;
    isPersistent = () => partition === '' || partition.startsWith('persist:');
    setPermissionRequestHandler = state.permissions.api.setPermissionRequestHandler;
    setPermissionCheckHandler = state.permissions.api.setPermissionCheckHandler;
    // No device is ever offered, since Chromium cannot ask anybody for a choice.
    setDevicePermissionHandler = () => undefined;
    setDisplayMediaRequestHandler = () => undefined;
    setSpellCheckerEnabled = () => undefined;
    setCodeCachePath = () => undefined;
    clearStorageData = () => state.clearStorage();
    clearCache = async () => {
      for (const { tab } of pages) await tab.send('Network.clearBrowserCache');
    };
    clearAuthCache = nothing;
    clearCodeCaches = nothing;
    clearHostResolverCache = nothing;
    setProxy = nothing;
    closeAllConnections = nothing;
  }
  return new SessionApi();
}

const sessions = /** @type {Map<string, Session>} */ (new Map());
const byApi = /** @type {WeakMap<object, Session>} */ (new WeakMap());

/** State of a partition, made on first use; the default one has an empty name. @param {string} [partition] @returns {Session} */
export function sessionOf(partition = '') {
  let found = sessions.get(partition);
  if (!found) {
    sessions.set(partition, (found = new Session(partition)));
    byApi.set(found.api, found);
  }
  return found;
}

/** State behind an object that the application holds. @param {object} api @returns {Session | undefined} */
export function sessionBehind(api) {
  return byApi.get(api);
}

/** Electron's `session` module. */
export const session = closed('session', {
  /** @param {string} partition */
  fromPartition: (partition) => sessionOf(partition).api,
  get defaultSession() {
    return sessionOf().api;
  },
});
