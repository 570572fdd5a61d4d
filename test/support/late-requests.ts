import type { Page } from 'playwright';

/** How the page tells of a request on its console. */
const TOLD = 'asked for after the first touch: ';

/**
 * Notes what the documents of a page ask for after their first touch or key: code, typefaces, pictures that a visitor would wait for.
 * @returns their addresses, a list that grows
 */
export async function watchLateRequests(page: Page): Promise<string[]> {
  const late: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith(TOLD)) late.push(message.text().slice(TOLD.length));
  });
  await page.addInitScript(install, TOLD);
  await page.evaluate(install, TOLD);
  return late;
}

/** Runs in the page, where nothing of this file exists. */
function install(told: string): void {
  const shared = globalThis as { watchesRequests?: true };
  if (shared.watchesRequests === true) return;
  shared.watchesRequests = true;
  let touchedAt = Infinity;
  for (const sign of ['pointerdown', 'keydown'] as const) {
    addEventListener(
      sign,
      (event) => {
        if (event.isTrusted) touchedAt = Math.min(touchedAt, event.timeStamp);
      },
      { capture: true },
    );
  }
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (startTime > touchedAt) console.info(told + name);
  }).observe({ type: 'resource', buffered: true });
}
