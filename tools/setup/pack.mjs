import { existsSync } from 'node:fs';
import path from 'node:path';
import { runNode, SetupError } from './run-command.mjs';

/** Milliseconds for download and packing together, so that a site that does not answer cannot block the terminal. */
const LONGEST = 900_000;

/** Messages of electron-builder when a site cannot be reached or does not give the file. */
const OUT_OF_REACH =
  /\b(?:RequestError|HTTPError|TimeoutError|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)\b/u;

/** True when electron-builder's output tells of a failed download. */
export function isOutOfReach(output) {
  return OUT_OF_REACH.test(output);
}

/**
 * Packs the built application with electron-builder.
 * @param {string | undefined} electron folder or zip of the Electron to pack; undefined: it is downloaded
 * @param {readonly string[]} [options] passed to electron-builder
 * @returns {Promise<{ code: number, output: string }>}
 * @throws SetupError when there is no Electron to pack
 */
export async function packApplication(electron, options = []) {
  const place = electron ? path.resolve(electron) : null;
  if (place && !existsSync(place)) throw new SetupError(`The Electron to pack is not there: ${place}.`);
  const dist = place ? [`-c.electronDist=${place}`] : [];
  const builder = [
    'node_modules/electron-builder/cli.js',
    '--config',
    'electron-builder.yml',
    '--publish=never',
  ];
  const packed = await runNode([...builder, ...dist, ...options], { quiet: true, timeout: LONGEST });
  if (packed.code !== 0 && !place && isOutOfReach(packed.output)) {
    throw new SetupError(
      "Electron's binary could not be fetched from its release site: name one that is on this disk with --electron-dist=FOLDER or BORNE_ELECTRON_DIST, or try the rest with --layout.",
    );
  }
  return packed;
}
