// @ts-check
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What Chromium would otherwise show around the page, or over it. */
const PREFERENCES = {
  // The window manager's frame, if there is any, instead of Chromium's own title bar.
  browser: { custom_chrome_frame: false },
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
};

/** Makes a folder for one run of Chromium, with its preferences. @returns {string} the user-data-dir */
export function makeProfile() {
  const folder = mkdtempSync(join(tmpdir(), 'borne-stand-in-'));
  mkdirSync(join(folder, 'Default'));
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  return folder;
}
