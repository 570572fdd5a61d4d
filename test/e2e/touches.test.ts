import type { CDPSession, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { openKiosk } from '../support/kiosk/open-kiosk.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Fingers on the glass of a page. */
class Hand {
  readonly #cdp: CDPSession;
  readonly #page: Page;
  readonly #down = new Map<number, Point>();

  constructor(cdp: CDPSession, page: Page) {
    this.#cdp = cdp;
    this.#page = page;
  }

  /** The middle of a control. */
  async on(action: string): Promise<Point> {
    const box = await this.#page.locator(`[data-action="${action}"]:visible`).first().boundingBox();
    if (box === null) throw new Error(`${action} is not there`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  async down(fingers: Readonly<Record<number, Point>>): Promise<void> {
    for (const [id, point] of Object.entries(fingers)) this.#down.set(Number(id), point);
    await this.#send('touchStart');
  }

  async move(finger: number, to: Point): Promise<void> {
    this.#down.set(finger, to);
    await this.#send('touchMove');
  }

  /** Lifts a finger; the others stay. */
  async up(...fingers: readonly number[]): Promise<void> {
    // The event names the fingers that are lifted.
    const lifted = fingers.flatMap((id) => {
      const point = this.#down.get(id);
      this.#down.delete(id);
      return point === undefined ? [] : [{ id, ...point }];
    });
    await this.#cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: lifted });
  }

  async cancel(): Promise<void> {
    this.#down.clear();
    await this.#send('touchCancel');
  }

  async tap(action: string, finger = 0): Promise<void> {
    await this.down({ [finger]: await this.on(action) });
    await this.up(finger);
  }

  async #send(type: 'touchStart' | 'touchMove' | 'touchCancel'): Promise<void> {
    const touchPoints = [...this.#down].map(([id, point]) => ({ id, ...point }));
    await this.#cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

/** Waits by the clock of the page: for how long a finger has lain. */
async function lain(page: Page, ms: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((done) => {
        const from = performance.now();
        const look = (): void => {
          if (performance.now() - from >= wanted) done();
          else requestAnimationFrame(look);
        };
        look();
      }),
    ms,
  );
}

describe('a hand on the glass', () => {
  it('presses each button once, whatever else touches the glass, and nothing gets stuck', async () => {
    const { kiosk, page } = await openKiosk();
    const hand = new Hand(await page.context().newCDPSession(page), page);
    const typed = () => page.locator('[data-field="number"]').inputValue();
    const expectTyped = (digits: string) => expect.poll(typed).toBe(digits);
    const margin = { x: 6, y: 700 };

    await kiosk.begin();
    await hand.tap('open-password');
    await kiosk.arrive('identify');

    await hand.tap('key-1');
    await expectTyped('1');

    // A slow finger.
    await hand.down({ 0: await hand.on('key-2') });
    await lain(page, 900);
    await hand.up(0);
    await expectTyped('12');

    // A sleeve rests on the glass meanwhile.
    await hand.down({ 1: margin });
    await hand.tap('key-3', 2);
    await hand.tap('key-4', 3);
    await expectTyped('1234');
    await hand.up(1);
    await hand.tap('key-5');
    await expectTyped('12345');

    // A sleeve on a key, which is lifted long after: it presses nothing, and the finger does.
    await hand.down({ 1: await hand.on('key-9') });
    await hand.tap('key-6', 2);
    await expectTyped('123456');
    await lain(page, 3100);
    await hand.up(1);
    await hand.tap('key-erase');
    await expectTyped('12345');

    // Two fingers at once, lifted one after the other and together.
    await hand.down({ 1: await hand.on('key-6'), 2: await hand.on('key-7') });
    await hand.up(1);
    await hand.up(2);
    await expectTyped('1234567');
    await hand.down({ 1: await hand.on('key-8'), 2: await hand.on('key-8') });
    await hand.up(1, 2);
    await hand.tap('key-erase');

    // A finger that slides to another key, and one that the system takes away, press neither.
    const before = await typed();
    await hand.down({ 0: await hand.on('key-1') });
    await hand.move(0, await hand.on('key-3'));
    await hand.up(0);
    await hand.down({ 0: await hand.on('key-1') });
    await hand.cancel();
    await hand.tap('key-0');
    await expectTyped(`${before}0`);

    // A palm over five keys: each at most once, and the next finger counts.
    const keys = ['key-1', 'key-2', 'key-4', 'key-5', 'key-8'];
    const palm = await Promise.all(keys.map((key) => hand.on(key)));
    const length = (await typed()).length;
    await hand.down(Object.fromEntries(palm.map((point, finger) => [finger, point])));
    await hand.up(0, 1, 2, 3, 4);
    expect((await typed()).length - length).toBeLessThanOrEqual(keys.length);
    await hand.tap('key-erase');
    const left = (await typed()).length;
    await hand.tap('key-erase');
    await expect.poll(async () => (await typed()).length).toBe(Math.max(0, left - 1));
    await kiosk.arrive('identify');
  });

  it('leads on once when two fingers touch two ways at once, and a tap during a change presses nothing behind it', async () => {
    const { kiosk, page } = await openKiosk();
    const hand = new Hand(await page.context().newCDPSession(page), page);
    await kiosk.begin();
    await hand.down({ 1: await hand.on('open-password'), 2: await hand.on('open-login') });
    await hand.up(1, 2);
    await expect
      .poll(() => page.locator('[data-screen]').first().getAttribute('data-screen'))
      .toMatch(/^(?:identify|login)$/u);
    await hand.tap('back');
    await kiosk.arrive('menu');
    // The second tap of a double tap, where the next screen has a control in the same place.
    const place = await hand.on('open-password');
    await hand.down({ 1: place });
    await hand.up(1);
    await hand.down({ 2: place });
    await hand.up(2);
    await kiosk.arrive('identify');
    expect(await page.locator('[data-field="number"]').inputValue()).toBe('');
  });
});
