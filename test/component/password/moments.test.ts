import { afterEach, describe, expect, it } from 'vitest';
import type { ScreenOf } from '../../../src-shared/journey/screens.ts';
import { DEFAULT_ZONE, setAgencyZone } from '../../../src-shared/time/zone.ts';
import { openPage } from '../support/page.ts';

afterEach(() => setAgencyZone(DEFAULT_ZONE));

/** The page of a kiosk that takes no code of a letter before a moment, in one zone. */
const pausedUntil = (until: number, timeZone: string) => {
  const screen: ScreenOf<'letter-code'> = { id: 'letter-code', problem: { kind: 'kiosk-paused', until } };
  return openPage(screen, { timeZone });
};

describe('a moment on the screen', () => {
  it.each([
    [DEFAULT_ZONE, 'mardi 1er décembre à 1\u00a0h\u00a005'],
    ['Pacific/Noumea', 'mardi 1er décembre à 11\u00a0h\u00a005'],
    ['America/Martinique', 'lundi 30 novembre à 20\u00a0h\u00a005'],
  ])('is told in the zone of the configuration: %s', async (timeZone, words) => {
    const page = await pausedUntil(Date.UTC(2037, 11, 1, 0, 5), timeZone);
    expect(page.text).toContain(words);
  });

  it('is told apart from the one that clocks show an hour later', async () => {
    const summer = await pausedUntil(Date.UTC(2037, 9, 25, 0, 30), DEFAULT_ZONE);
    expect(summer.text).toContain('dimanche 25 octobre à 2\u00a0h\u00a030 (heure d’été)');
  });
});
