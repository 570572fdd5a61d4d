import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Marks the fuses in Electron's binary (`@electron/fuses`); a version and the count of the fuses follow. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** The fuses as Electron ships them: everything allowed but the last four. */
const SHIPPED_FUSES = '10110001';

/** Locales that a placeholder has; only those that the application speaks should be packed. */
const LOCALES = ['de', 'en-US', 'fr'];

/**
 * Makes a folder that has all that electron-builder looks for in an unpacked Electron for Linux, and nothing else:
 * where no Electron can be had, all but the binary is packed as it would be with one.
 */
export function makeUpElectron(folder: string): void {
  makeUpElectronFiles(folder);
  const binary = path.join(folder, 'electron');
  const fuses = Buffer.concat([
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([1, SHIPPED_FUSES.length]),
    Buffer.from(SHIPPED_FUSES),
  ]);
  writeFileSync(
    binary,
    Buffer.concat([Buffer.from('placeholder of Electron\n'), fuses, Buffer.from('\nend\n')]),
  );
  chmodSync(binary, 0o755);
}

/** What an unpacked Electron has on every system, besides its binary. */
export function makeUpElectronFiles(folder: string): void {
  for (const name of ['resources', 'locales']) mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, 'version'), '45.0.0');
  for (const locale of LOCALES) writeFileSync(path.join(folder, 'locales', `${locale}.pak`), 'made up');
}

/** The states of the fuses in a binary, one character each: 0 off, 1 on. */
export function readFuses(binary: Buffer): string {
  const at = binary.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length;
  return binary.subarray(at + 2, at + 2 + (binary[at + 1] ?? 0)).toString('latin1');
}
