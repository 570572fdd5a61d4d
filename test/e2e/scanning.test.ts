import { execFileSync } from 'node:child_process';
import { chromium, type CDPSession, type Page } from 'playwright';
import { describe, expect, onTestFinished } from 'vitest';
import { DEMO_CAST } from '../../tools/demo/demo-members.ts';
import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { scannedCode } from '../integration/hub/letters/read-pdf.ts';
import { startDemonstration } from '../support/demonstration.ts';
import { openKioskOfHub } from '../support/kiosk/open-kiosk.ts';
import { describeWith, itWith } from '../support/peers.ts';
import { openDisplay } from '../support/devices/virtual-display.ts';
import { strokesFor, typedOn, type Layout, type Stroke } from '../support/devices/wedge-scanner.ts';

const LAYOUTS = ['us', 'fr'] as const;
const PLACES = LAYOUTS.flatMap((scanner) =>
  LAYOUTS.flatMap((host) => [false, true].map((capsLock) => ({ scanner, host, capsLock }))),
);

/** Milliseconds between two keys of a scanner, and between two scans. */
const PACE = 10;
const PAUSE = 1000;

/** Code of the X server for the key that writes q under a US layout, and a under a French one. */
const KEY_OF_Q = '24';

interface ProtocolKey {
  readonly code: string;
  readonly key: string;
  readonly text?: string;
  readonly modifiers?: number;
  readonly windowsVirtualKeyCode?: number;
}

/** A scanner whose keys the browser takes for real ones, at moments of its own. */
class ScannerByProtocol {
  readonly #cdp: CDPSession;
  /** Seconds, as the protocol counts. */
  #at = Date.now() / 1000;

  constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  /** Scans a text with a scanner set to one layout, on a system set to another. */
  async scan(
    text: string,
    { scanner, host, capsLock }: (typeof PLACES)[number],
    suffix: readonly string[] = [],
  ): Promise<void> {
    // Chromium takes its own time for keys that seem to be long past, and two scans would be one.
    this.#at = Math.max(this.#at + PAUSE / 1000, Date.now() / 1000);
    for (const { code, key, shiftKey, altKey } of typedOn(strokesFor(text, scanner), host, capsLock)) {
      await this.#press({ code, key, text: key, modifiers: (altKey ? 1 : 0) + (shiftKey ? 8 : 0) });
    }
    for (const key of suffix) {
      const windowsVirtualKeyCode = key === 'Tab' ? 9 : 13;
      await this.#press({ code: key, key, windowsVirtualKeyCode, ...(key === 'Enter' && { text: '\r' }) });
    }
  }

  async #press(key: ProtocolKey): Promise<void> {
    this.#at += PACE / 1000;
    await this.#cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp: this.#at, ...key });
    await this.#cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: this.#at, ...key });
  }
}

const valueOf = (page: Page, field: string): Promise<string> =>
  page.locator(`[data-field="${field}"]`).inputValue();

describe('a scanner with real keys', () => {
  itWith('poppler')(
    'gives the card’s bar code and the letter’s square, whatever layout it meets',
    async () => {
      const { kiosk, page, hub } = await openKioskOfHub();
      const { number } = DEMO_CAST.phoneOnly;
      const scanner = new ScannerByProtocol(await page.context().newCDPSession(page));
      await kiosk.begin();
      await kiosk.tapTo(kiosk.control('open-password'), 'identify');
      for (const place of PLACES) {
        await kiosk.typeDigits('99');
        await scanner.scan(`]C1${number}`, place);
        await expect.poll(() => valueOf(page, 'number'), { message: JSON.stringify(place) }).toBe(number);
      }
      // A suffix that is sent twice asks once: the screen that follows is not touched by it.
      await scanner.scan(number, { scanner: 'fr', host: 'fr', capsLock: true }, ['Tab', 'Enter']);
      await kiosk.arrivePast('choose-channel');
      await kiosk.tapPast(kiosk.control('choose-letter'), 'letter-requested');
      await kiosk.acceptedByHeadOffice();
      await kiosk.leave('leave');

      const [letter] = await hub.printLetters();
      const code = scannedCode(letter ?? '') ?? '';
      expect(code).toMatch(/^[A-Z0-9]{10}$/u);
      await kiosk.begin();
      await kiosk.tapTo(kiosk.control('open-letter'), 'identify');
      await scanner.scan(number, { scanner: 'us', host: 'fr', capsLock: false }, ['Enter', 'Enter']);
      await kiosk.arrivePast('letter-code');
      for (const place of PLACES) {
        await kiosk.control('key-A').click();
        // Every character that layouts disagree on, in a code that is not sent.
        await scanner.scan('AMW34CDEFG', place);
        await expect.poll(() => valueOf(page, 'code'), { message: JSON.stringify(place) }).toBe('AMW34CDEFG');
        await scanner.scan(code, place);
        await expect.poll(() => valueOf(page, 'code'), { message: JSON.stringify(place) }).toBe(code);
      }
      await scanner.scan(code, { scanner: 'us', host: 'fr', capsLock: true }, ['Enter', 'Enter']);
      await kiosk.arrive('define-password');
    },
  );

  describeWith('Xvfb')('on a display', () => {
    itWith('xdotool')('gives numbers and codes under French and US layouts of the system', async () => {
      const display = await openDisplay(1480, 1000);
      const { port } = await startDemonstration(display);
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      onTestFinished(() => browser.close());
      const page = browser.contexts()[0]?.pages()[0];
      if (page === undefined) throw new Error('there is no page');
      await page.locator('[data-screen="attract"]').waitFor();
      const run = (command: string, ...args: string[]): void => {
        execFileSync(command, args, { env: { ...process.env, DISPLAY: display.name } });
      };
      const kiosk = new KioskDriver(page);
      await kiosk.begin();
      await kiosk.tapTo(kiosk.control('open-password'), 'identify');
      await page.evaluate(() => {
        const note = ({ key }: KeyboardEvent): void => {
          document.documentElement.dataset['lastKey'] = key;
        };
        window.addEventListener('keydown', note, { capture: true });
      });
      for (const host of LAYOUTS) {
        run('setxkbmap', host);
        // The first keys after a change come late: it is over once the page is told the new letter.
        await expect
          .poll(() => {
            run('xdotool', 'key', KEY_OF_Q);
            return page.evaluate(() => document.documentElement.dataset['lastKey']);
          })
          .toBe(host === 'fr' ? 'a' : 'q');
        for (const capsLock of [false, true]) {
          if (capsLock) run('xdotool', 'key', 'Caps_Lock');
          for (const scanner of LAYOUTS) {
            await kiosk.typeDigits('99');
            run('xdotool', 'key', '--delay', '1', ...keycodes(`]C1${DEMO_CAST.both.number}`, scanner));
            const message = JSON.stringify({ host, capsLock, scanner });
            await expect.poll(() => valueOf(page, 'number'), { message }).toBe(DEMO_CAST.both.number);
          }
          if (capsLock) run('xdotool', 'key', 'Caps_Lock');
        }
      }
      await kiosk.typeDigits('99');
      run('xdotool', 'key', '--delay', '1', ...keycodes(DEMO_CAST.both.number, 'us'), 'Return', 'Return');
      await kiosk.arrivePast('choose-channel');
    });
  });
});

/** Numbers of keys that X counts from the upper left, in rows of the keyboard. */
const ROWS: readonly (readonly [first: number, codes: readonly string[]])[] = [
  [10, [...Array.from('1234567890', (digit) => `Digit${digit}`), 'Minus', 'Equal']],
  [24, [...Array.from('QWERTYUIOP', (letter) => `Key${letter}`), 'BracketLeft', 'BracketRight']],
  [38, [...Array.from('ASDFGHJKL', (letter) => `Key${letter}`), 'Semicolon', 'Quote']],
  [52, [...Array.from('ZXCVBNM', (letter) => `Key${letter}`), 'Comma', 'Period', 'Slash']],
];
const ALT_GR = 108;

/** What `xdotool key` presses for a text, as a scanner set to a layout does. */
function keycodes(text: string, scanner: Layout): string[] {
  return strokesFor(text, scanner).map(({ code, shift, altGr }: Stroke) => {
    const [keycode] = ROWS.flatMap(([first, codes]) =>
      codes.flatMap((name, at) => (name === code ? [first + at] : [])),
    );
    return [...(shift ? ['shift'] : []), ...(altGr ? [ALT_GR] : []), keycode].join('+');
  });
}
