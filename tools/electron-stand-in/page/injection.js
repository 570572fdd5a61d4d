// @ts-check
import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { createBridge } from './bridge.js';
import { createCodec } from './codec.js';
import { startPageWorld } from './page-world.js';
import { askForPermissions } from './permissions.js';
import { startPreloadWorld } from './preload-world.js';

/** Name of the world in which preloads run. */
export const WORLD = 'electron-preload';
/** Names of the two ends of IPC inside that world. */
export const BINDING = '__standInPost';
export const RECEIVER = '__standInReceive';

const PARAMETERS = ['require', 'process', 'module', 'exports'];
const HANDSHAKE = 'stand-in-handshake';
// Only the application's own documents, which interception alone can serve, and only as the window's top frame.
const GUARD = `if (window !== window.top || location.protocol !== 'http:' || !location.hostname.endsWith('.localhost')) return;`;

/** Source that runs in the page's world, before its scripts. */
export function pageWorldSource() {
  return `(() => { ${GUARD} (${startPageWorld})(${createCodec}, ${createBridge}, ${JSON.stringify(HANDSHAKE)}, ${askForPermissions}); })()`;
}

/**
 * Source that runs in the preload's world.
 * @param {string | undefined} file the preload; CommonJS
 * @throws {Error} when the file cannot be read or parsed
 */
export function preloadWorldSource(file) {
  const names = {
    handshake: HANDSHAKE,
    binding: BINDING,
    receiver: RECEIVER,
    platform: process.platform,
    versions: {
      electron: process.versions['electron'],
      chrome: process.versions['chrome'],
      node: process.versions.node,
    },
  };
  const body = file === undefined ? undefined : readFileSync(file, 'utf8');
  // A mistake in it must not take the rest of the injected source along.
  if (body !== undefined) compileFunction(body, PARAMETERS, { filename: file ?? '' });
  const preload = body === undefined ? 'null' : `function (${PARAMETERS.join(', ')}) {\n${body}\n}`;
  const source = `(${startPreloadWorld})(${createCodec}, ${createBridge}, ${JSON.stringify(names)}, ${preload});`;
  return `(() => { ${GUARD} ${source} })()`;
}
