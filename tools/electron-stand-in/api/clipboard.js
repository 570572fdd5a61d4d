// @ts-check
import { closed } from '../process/refusal.js';

let text = '';
let html = '';

/** Electron's `clipboard`: one in memory, which pages do not share. */
export const clipboard = closed('clipboard', {
  readText: () => text,
  readHTML: () => html,
  availableFormats: () => [...(text ? ['text/plain'] : []), ...(html ? ['text/html'] : [])],
  /** @param {string} value */
  writeText(value) {
    text = String(value);
    html = '';
  },
  clear() {
    text = '';
    html = '';
  },
});
