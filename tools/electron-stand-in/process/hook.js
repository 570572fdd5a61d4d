// @ts-check
import { registerHooks } from 'node:module';

const ELECTRON = new URL('../electron.js', import.meta.url).href;
const NAMES = new Set(['electron', 'electron/main']);

registerHooks({
  resolve(specifier, context, next) {
    return NAMES.has(specifier)
      ? { url: ELECTRON, format: 'module', shortCircuit: true }
      : next(specifier, context);
  },
});
