import { agencyZone } from '../src-shared/time/zone.ts';
import { DEFAULT_LANGUAGE } from '../src-shared/messages/languages.ts';
import { APP_VERSION } from '../src-shared/app-version.ts';
import { DEFAULT_PANEL } from '../src-shared/journey/panel.ts';
import { DEFAULT_SCANNER } from '../src-shared/journey/scanner-settings.ts';
import type { View } from '../src-shared/journey/view.ts';
import type { ScreenOf } from '../src-shared/journey/screens.ts';
import type { Kiosk } from './kiosk.ts';

/**
 * Stands in for a kiosk that could not start: it answers every action with `out-of-service`, in the chosen language.
 */
export function outOfServiceKiosk(
  given: Omit<ScreenOf<'out-of-service'>, 'version'>,
  agency: View['agency'],
): Kiosk {
  const screen = { ...given, version: APP_VERSION };
  let language: View['language'] = DEFAULT_LANGUAGE;
  let serial = 0;
  const view = (): View => ({
    serial,
    language,
    textSize: 'normal',
    highContrast: false,
    sound: false,
    agency,
    timeZone: agencyZone(),
    scanner: DEFAULT_SCANNER,
    panel: DEFAULT_PANEL,
    progress: null,
    canGoBack: false,
    canLeave: false,
    idle: null,
    staffNotice: null,
    gesture: null,
    parked: false,
    draft: 0,
    call: null,
    canStepAside: false,
    screen,
  });
  return {
    act: ({ action }) => {
      if (action.type === 'set-language') {
        language = action.language;
        serial += 1;
      }
      return Promise.resolve(view());
    },
    alive: () => undefined,
    onView: () => () => undefined,
    displayFailed: () => undefined,
    syncState: () => null,
    close: () => Promise.resolve(),
  };
}
