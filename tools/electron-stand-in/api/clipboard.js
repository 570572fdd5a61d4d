// @ts-check
import { EventEmitter } from 'node:events';
import { closed } from '../process/refusal.js';

/** What the clipboard holds. Emits `change` (text) when the application writes, for pages to follow. */
class ClipboardState extends EventEmitter {
  text = '';

  /** The application writes. @param {string} text */
  write(text) {
    this.text = text;
    this.emit('change', text);
  }

  /** A page has copied. @param {string} text */
  copied(text) {
    this.text = text;
  }
}

/** The one clipboard of this process and its pages. */
export const clipboardState = new ClipboardState();

/** Electron's `clipboard`: plain text only. */
export const clipboard = closed('clipboard', {
  readText: () => clipboardState.text,
  readHTML: () => '',
  availableFormats: () => (clipboardState.text ? ['text/plain'] : []),
  /** @param {string} value */
  writeText: (value) => clipboardState.write(String(value)),
  clear: () => clipboardState.write(''),
});
