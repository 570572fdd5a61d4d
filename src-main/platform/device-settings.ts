import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DEFAULT_LANGUAGE, languageSchema } from '../../src-shared/messages/languages.ts';
import type { Display } from '../journey/steps/visit.ts';

const windowSizeSchema = z.object({ width: z.number().int().min(1), height: z.number().int().min(1) });

/** Size of a window in pixels. */
export type WindowSize = z.infer<typeof windowSizeSchema>;

/** Settings read at the start; an invalid value counts as not set. */
const settingsSchema = z.object({
  language: languageSchema.catch(DEFAULT_LANGUAGE),
  sound: z.boolean().catch(true),
  /** Size at the last close, and the configured size at that time. */
  window: z.object({ size: windowSizeSchema, configured: windowSizeSchema }).nullable().catch(null),
});

type Settings = z.infer<typeof settingsSchema>;

/** Name of electron-store's file in Electron's folder. */
const NAME = 'device';

/**
 * What this device remembers between starts: default language, sound, window size. Never a secret. electron-store
 * writes the file. It is read without electron-store, since loading that library takes a tenth of the start, and most
 * starts write nothing.
 */
export class DeviceSettings {
  readonly #folder: string;
  readonly #settings: Settings;

  constructor(folder: string) {
    this.#folder = folder;
    this.#settings = settingsSchema.parse(read(path.join(folder, `${NAME}.json`)));
  }

  /** Display settings at the beginning of each visit. */
  display(): Display {
    const { language, sound } = this.#settings;
    return { language, textSize: 'normal', highContrast: false, sound };
  }

  /** Window size that somebody set by hand; null: none, or the configuration has changed since. */
  windowSize(configured: WindowSize): WindowSize | null {
    const kept = this.#settings.window;
    const same = kept?.configured.width === configured.width && kept.configured.height === configured.height;
    return same ? kept.size : null;
  }

  /** Stores the window size for the next start; resolves when it is on the disk. */
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
