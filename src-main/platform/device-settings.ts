import Store from 'electron-store';
import { z } from 'zod';
import { languageSchema } from '../../src-shared/language.ts';
import type { Display } from '../journey/visit.ts';

interface Settings {
  language: string;
  sound: boolean;
  window: { width: number; height: number } | null;
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

  /** Size of the window when it was last closed, unless full screen. */
  get window(): { width: number; height: number } | null {
    return this.#store.get('window');
  }

  set window(size: { width: number; height: number } | null) {
    this.#store.set('window', size);
  }
}
