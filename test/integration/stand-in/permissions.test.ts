import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowedIn } from '../../support/tried-permissions.ts';
import { launch, shownPage, type Launched } from './launch.ts';

/** What {@link allowedIn} tries. */
const CALLS = [
  ...['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read', 'screen-wake-lock'],
  ...['midi', 'sysex'],
];
/** The same by Electron's names. */
const REQUESTED = [
  ...['geolocation', 'media', 'media', 'notifications', 'clipboard-read', 'screen-wake-lock'],
  ...['midi', 'midiSysex'],
];
const QUERIED = CALLS.slice(0, -1).map((name) => `${name}?`);

describe('a permission', () => {
  let launched: Launched;
  let page: Page;
  beforeAll(async () => {
    launched = await launch();
    page = await shownPage(launched.app);
  });
  afterAll(() => launched.app.close());
  beforeEach(() =>
    launched.app.evaluate(({ session }) => {
      globalThis.heard = [];
      session.defaultSession.setPermissionRequestHandler(null);
      session.defaultSession.setPermissionCheckHandler(null);
    }),
  );

  /** Sets handlers that grant, of each kind, the permissions with these names, and note what they are asked for. */
  const grant = (requested: readonly string[], checked: readonly string[]): Promise<void> =>
    launched.app.evaluate(
      ({ session }, granted) => {
        session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
          globalThis.heard.push(`request ${permission}`);
          answer(granted.requested.includes(permission));
        });
        session.defaultSession.setPermissionCheckHandler((_contents, permission) => {
          globalThis.heard.push(`check ${permission}`);
          return granted.checked.includes(permission);
        });
      },
      { requested, checked },
    );
  const heard = (): Promise<unknown[]> => launched.app.evaluate(() => globalThis.heard);

  it('is refused when both handlers refuse, which are asked each time', async () => {
    await grant([], []);
    expect(await allowedIn(page)).toEqual([]);
    const checks = REQUESTED.slice(0, -1).map((name) => `check ${name}`);
    const both = REQUESTED.flatMap((name) => [`check ${name}`, `request ${name}`]);
    expect(await heard()).toEqual([...both, ...checks]);
  });

  it('is had by a request that is granted, and only that one', async () => {
    await grant(['notifications', 'media'], []);
    expect(await allowedIn(page)).toEqual(['camera', 'microphone', 'notifications']);
  });

  it('is had without a request when it is held, and is told as held', async () => {
    await grant([], ['midi', 'geolocation']);
    expect(await allowedIn(page)).toEqual(['geolocation', 'midi', 'geolocation?', 'midi?']);
    expect(await heard()).not.toContain('request geolocation');
  });

  it('is granted without handlers, as in Electron', async () => {
    expect(await allowedIn(page)).toEqual([...CALLS, ...QUERIED]);
  });

  it('is asked for with the page, and with what a camera and a microphone are', async () => {
    await launched.app.evaluate(({ session }) =>
      session.defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
        globalThis.heard.push([contents.id === globalThis.mainWindow.webContents.id, permission, details]);
        answer(false);
      }),
    );
    const refused = `navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => '', ({ name }) => name)`;
    expect(await page.evaluate(refused)).toBe('NotAllowedError');
    const details = {
      ...{ isMainFrame: true, requestingUrl: 'kiosk://app/index.html' },
      ...{ mediaTypes: ['video', 'audio'], securityOrigin: 'kiosk://app' },
    };
    expect(await heard()).toEqual([[true, 'media', details]]);
  });

  it('is watched for by a position, until that is no longer wanted', async () => {
    await grant(['geolocation'], []);
    await page.context().setGeolocation({ latitude: 47.2, longitude: -1.55 });
    const watched = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const unwanted = navigator.geolocation.watchPosition(
            () => resolve('unwanted'),
            () => resolve('unwanted'),
          );
          navigator.geolocation.clearWatch(unwanted);
          navigator.geolocation.watchPosition(
            ({ coords }) => resolve(coords.latitude),
            ({ code }) => resolve(code),
          );
        }),
    );
    expect(watched).toBe(47.2);
  });
});
