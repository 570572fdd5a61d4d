import Store from 'electron-store';
import { z } from 'zod';
import { languageSchema } from '../../src-shared/language.ts';
import type { Display } from '../journey/visit.ts';

/** Size of a window in pixels. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

interface Settings {
  language: string;
  sound: boolean;
  /** Size at the last close, and the configured one that it took the place of. */
  window: { readonly size: WindowSize; readonly configured: WindowSize } | null;
}

/** What this device remembers between starts: its default language and sound, its window. Never a secret. */
export class DeviceSettings {
  readonly #store: Store<Settings>;

  constructor(folder: string) {
    this.#store = new Store<Settings>({
      cwd: folder,
      name: 'device',
      clearInvalidConfig: true,
      defaults: { language: 'fr', sound: true, window: null },
    });
  }

  /** The display that every visit starts from. */
  display(): Display {
    const language = languageSchema.catch('fr').parse(this.#store.get('language'));
    const sound = z.boolean().catch(true).parse(this.#store.get('sound'));
    return { language, textSize: 'normal', highContrast: false, sound };
  }

  /** Size that somebody gave the window by hand; null when there is none, or the configuration has changed since. */
  windowSize(configured: WindowSize): WindowSize | null {
    const kept = this.#store.get('window');
    const same = kept?.configured.width === configured.width && kept.configured.height === configured.height;
    return same ? kept.size : null;
  }

  /** Keeps the size of the window for the next start. */
  keepWindowSize(size: WindowSize, configured: WindowSize): void {
    this.#store.set('window', { size, configured });
  }
}
