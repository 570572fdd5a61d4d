import type { Locator, Page } from 'playwright';

/** What the page records between a tap and the next paint. */
interface Probe {
  /** Milliseconds from tap to paint; null until painted. */
  elapsed: number | null;
}

declare global {
  interface Window {
    tapProbe?: Probe;
  }
}

/**
 * Taps, waits for the next screen, and measures inside the page: from the tap's event to the first task after the
 * frame that painted the new screen.
 * @param again selector of what shows that the tap was answered and led nowhere yet: taps once more
 * @returns milliseconds, of the last tap
 */
export async function timedTap(
  page: Page,
  target: Locator,
  screen: string,
  problem = '',
  phase?: string,
  again: string | null = null,
): Promise<number> {
  const frame = `[data-screen="${screen}"]${phase === undefined ? '' : `[data-phase="${phase}"]`}`;
  const selector = problem === '' ? frame : `${frame} ${problem}`;
  for (;;) {
    await page.evaluate(armProbe, selector);
    await target.click();
    const outcome = await page.waitForFunction(outcomeOfTap, again, { timeout: 15_000 });
    const elapsed = await outcome.evaluate((value) => (typeof value === 'number' ? value : null));
    if (elapsed !== null) return elapsed;
  }
}

/** Runs in the page. @returns the milliseconds, `again`, or null while neither has come */
function outcomeOfTap(again: string | null): number | 'again' | null {
  const elapsed = window.tapProbe?.elapsed ?? null;
  if (elapsed !== null) return elapsed;
  return again !== null && document.querySelector(again) !== null ? 'again' : null;
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
