import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DEFAULT_LANGUAGE, languageSchema } from '../../src-shared/language.ts';
import type { Display } from '../journey/steps/visit.ts';

const windowSizeSchema = z.object({ width: z.number().int().min(1), height: z.number().int().min(1) });

/** Size of a window in pixels. */
export type WindowSize = z.infer<typeof windowSizeSchema>;

/** What is read at the start; whatever of it makes no sense counts as never set. */
const settingsSchema = z.object({
  language: languageSchema.catch(DEFAULT_LANGUAGE),
  sound: z.boolean().catch(true),
  /** Size at the last close, and the configured one that it took the place of. */
  window: z.object({ size: windowSizeSchema, configured: windowSizeSchema }).nullable().catch(null),
});

type Settings = z.infer<typeof settingsSchema>;

/** Name of electron-store's file in Electron's folder. */
const NAME = 'device';

/**
 * What this device remembers between starts: its default language and sound, its window. Never a secret.
 * electron-store keeps the file. It is read without it: loading that library takes a tenth of a start's time, and most
 * starts write nothing.
 */
export class DeviceSettings {
  readonly #folder: string;
  readonly #settings: Settings;

  constructor(folder: string) {
    this.#folder = folder;
    this.#settings = settingsSchema.parse(read(path.join(folder, `${NAME}.json`)));
  }

  /** The display that every visit starts from. */
  display(): Display {
    const { language, sound } = this.#settings;
    return { language, textSize: 'normal', highContrast: false, sound };
  }

  /** Size that somebody gave the window by hand; null when there is none, or the configuration has changed since. */
  windowSize(configured: WindowSize): WindowSize | null {
    const kept = this.#settings.window;
    const same = kept?.configured.width === configured.width && kept.configured.height === configured.height;
    return same ? kept.size : null;
  }

  /** Keeps the size of the window for the next start; resolves once it is on the disk. */
  async keepWindowSize(size: WindowSize, configured: WindowSize): Promise<void> {
    const { default: Store } = await import('electron-store');
    const store = new Store<Settings>({ cwd: this.#folder, name: NAME, clearInvalidConfig: true });
    store.set('window', { size, configured });
  }
}

function read(file: string): unknown {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    return {};
  }
}
