import type { Locator, Page } from 'playwright';

/** What the page records between a tap and the next paint. */
interface Probe {
  /** Milliseconds from tap to paint; null until painted. */
  elapsed: number | null;
}

/** Milliseconds that a control which is touched again has to be there: the answer to the touch before may take it away. */
export const TOUCH_AGAIN = 10_000;

declare global {
  interface Window {
    tapProbe?: Probe;
  }
}

/**
 * Taps, waits for the next screen, and measures inside the page: from the tap's event to the first task after the
 * frame that painted the new screen.
 * @returns milliseconds
 */
export async function timedTap(
  page: Page,
  target: Locator,
  screen: string,
  problem = '',
  phase?: string,
): Promise<number> {
  const frame = `[data-screen="${screen}"]${phase === undefined ? '' : `[data-phase="${phase}"]`}`;
  const elapsed = await tapTimed(page, target, problem === '' ? frame : `${frame} ${problem}`, null);
  if (elapsed === null) throw new Error('nothing else was looked for');
  return elapsed;
}

/**
 * The same to a screen, or to something else.
 * @param aside selector of what shows that the tap led to something else
 * @returns milliseconds; null when `aside` came; 0 when a tap before this one has led to the screen
 */
export function timedTapUnless(
  page: Page,
  target: Locator,
  screen: string,
  aside: string,
  problem = '',
): Promise<number | null> {
  return tapTimed(page, target, `[data-screen="${screen}"] ${problem}`.trimEnd(), aside);
}

async function tapTimed(
  page: Page,
  target: Locator,
  selector: string,
  aside: string | null,
): Promise<number | null> {
  await page.evaluate(armProbe, selector);
  if (aside === null) await target.click();
  else {
    try {
      await target.click({ timeout: TOUCH_AGAIN });
    } catch (error) {
      if (await page.locator(selector).first().isVisible()) return 0;
      throw error;
    }
  }
  const outcome = await page.waitForFunction(outcomeOfTap, aside, { timeout: 15_000 });
  return outcome.evaluate((value) => (typeof value === 'number' ? value : null));
}

/** Runs in the page. @returns the milliseconds, `aside`, or null while neither has come */
function outcomeOfTap(aside: string | null): number | 'aside' | null {
  const elapsed = window.tapProbe?.elapsed ?? null;
  if (elapsed !== null) return elapsed;
  return aside !== null && document.querySelector(aside) !== null ? 'aside' : null;
}

/** Milliseconds from the start of the page's load to its first paint with content. */
export function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

/** Runs in the page. */
function armProbe(selector: string): void {
  const probe: Probe = { elapsed: null };
  window.tapProbe = probe;
  let tappedAt: number | null = null;
  const painted = (): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        probe.elapsed = performance.now() - (tappedAt ?? 0);
      };
      channel.port2.postMessage(null);
    });
  };
  const before = document.querySelector(selector);
  const observer = new MutationObserver(() => {
    const found = document.querySelector(selector);
    if (tappedAt === null || !found || found === before) return;
    observer.disconnect();
    painted();
  });
  observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  document.addEventListener('click', (event) => (tappedAt ??= event.timeStamp), {
    capture: true,
    once: true,
  });
}
