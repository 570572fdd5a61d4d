import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../setup/paths.mjs';

/** Reader of Electron's archives (`app.asar`). */
interface Asar {
  listPackage(archive: string, options: { isPack: boolean }): string[];
  extractAll(archive: string, folder: string): void;
}

const ofBuilder = createRequire(path.join(ROOT, 'node_modules', 'app-builder-lib', 'package.json'));

/** The reader that electron-builder brings along. */
export const asar = ofBuilder('@electron/asar') as Asar;
