// @ts-check

/**
 * Runs in each document, in the page's own world, before its scripts: the application is asked before each call that needs
 * a permission, and Chromium then does or refuses it by the answer. Its source is injected.
 *
 * @typedef {{ name: string, sysex: boolean }} Permission as the web names it
 * @param {(how: 'check' | 'request', permissions: Permission[]) => Promise<void>} ask resolves when Chromium has the answer
 */
export function askForPermissions(ask) {
  const { apply, get } = Reflect;
  const world = /** @type {any} */ (window);
  const policy = /** @type {any} */ (document).featurePolicy;

  /** What the document's own policy bars fails without a question. @param {string} name */
  const isBarred = (name) => policy?.features().includes(name) === true && !policy.allowsFeature(name);

  /** @param {string} name @param {any} [options] @returns {Permission} */
  const permission = (name, options) => ({ name, sysex: options?.sysex === true });

  /** @param {Permission[]} needed */
  const request = async (needed) => {
    const open = needed.filter(({ name }) => !isBarred(name));
    if (open.length > 0) await ask('request', open);
  };

  /**
   * @param {any} owner @param {string} method which gives a promise
   * @param {(...args: any[]) => Promise<void>} first
   */
  const before = (owner, method, first) => {
    const original = owner && get(owner, method);
    if (typeof original !== 'function') return;
    owner[method] = /** @type {(this: unknown, ...args: any[]) => Promise<any>} */ (
      async function (...args) {
        await first(...args);
        return apply(original, this, args);
      }
    );
  };

  before(world.Permissions?.prototype, 'query', (descriptor) =>
    ask('check', [permission(String(descriptor?.name), descriptor)]),
  );
  before(world.MediaDevices?.prototype, 'getUserMedia', (wanted) =>
    request([
      ...(wanted?.video ? [permission('camera')] : []),
      ...(wanted?.audio ? [permission('microphone')] : []),
    ]),
  );
  before(world.Navigator.prototype, 'requestMIDIAccess', (options) => request([permission('midi', options)]));
  const simple = [
    [world.Notification, 'requestPermission', 'notifications'],
    [world.Clipboard?.prototype, 'read', 'clipboard-read'],
    [world.Clipboard?.prototype, 'readText', 'clipboard-read'],
    [world.Clipboard?.prototype, 'write', 'clipboard-write'],
    [world.Clipboard?.prototype, 'writeText', 'clipboard-write'],
    [world.WakeLock?.prototype, 'request', 'screen-wake-lock'],
    [world.StorageManager?.prototype, 'persist', 'persistent-storage'],
    [world.IdleDetector, 'requestPermission', 'idle-detection'],
    [world, 'getScreenDetails', 'window-management'],
    [world, 'queryLocalFonts', 'local-fonts'],
    [world.Keyboard?.prototype, 'lock', 'keyboard-lock'],
    [world.Element.prototype, 'requestPointerLock', 'pointer-lock'],
    [world.Document.prototype, 'requestStorageAccess', 'storage-access'],
  ];
  for (const [owner, method, name] of simple) before(owner, method, () => request([permission(name)]));

  const geolocation = world.Geolocation?.prototype;
  if (!geolocation) return;
  const { getCurrentPosition, watchPosition, clearWatch } = geolocation;
  let last = 0;
  /** Chromium's id of each watch; null while the application is asked. @type {Map<number, number | null>} */
  const watches = new Map();
  geolocation.getCurrentPosition = /** @type {(this: unknown, ...args: any[]) => void} */ (
    function (...args) {
      void request([permission('geolocation')]).then(() => apply(getCurrentPosition, this, args));
    }
  );
  geolocation.watchPosition = /** @type {(this: unknown, ...args: any[]) => number} */ (
    function (...args) {
      const id = ++last;
      watches.set(id, null);
      void request([permission('geolocation')]).then(() => {
        if (watches.has(id)) watches.set(id, apply(watchPosition, this, args));
      });
      return id;
    }
  );
  geolocation.clearWatch = /** @type {(this: unknown, id: number) => void} */ (
    function (id) {
      const watch = watches.get(id) ?? null;
      watches.delete(id);
      if (watch !== null) apply(clearWatch, this, [watch]);
    }
  );
}
