import type { Page } from 'playwright';

/** One tap of a visitor: where, on what, and milliseconds from its event to the first task after the frame that painted a change. */
export interface TimedTap {
  readonly screen: string;
  readonly control: string;
  readonly ms: number;
}

/** What the page keeps. */
interface Kept {
  tapTimes?: TimedTap[];
  /** Milliseconds since 1970 at which the idle screen had been painted in this document. */
  idleAt?: number;
}

/** Times every tap in every document of a page from now on. */
export async function collectTaps(page: Page): Promise<void> {
  await page.addInitScript(install);
  await page.evaluate(install);
}

/** The taps of this document so far, which are forgotten then. */
export function takeTaps(page: Page): Promise<TimedTap[]> {
  return page.evaluate(() => (globalThis as unknown as Kept).tapTimes?.splice(0) ?? []);
}

/**
 * Touches what ends the visit.
 * @returns milliseconds until the idle screen of the next document is painted and can be touched
 */
export async function endVisit(page: Page, action: string): Promise<number> {
  const touchedAt = await page.evaluate((name) => {
    document.documentElement.dataset['ending'] = '';
    const now = performance.timeOrigin + performance.now();
    document.querySelector<HTMLElement>(`[data-action="${name}"]`)?.click();
    return now;
  }, action);
  await page.locator('html:not([data-ending]) [data-screen="attract"]').waitFor();
  const idle = await page.waitForFunction(() => (globalThis as unknown as Kept).idleAt ?? null);
  const idleAt = await idle.evaluate((moment) => moment);
  return (idleAt ?? Number.NaN) - touchedAt;
}

/** Runs in the page, where nothing of this file exists. */
function install(): void {
  const kept = globalThis as unknown as Kept;
  if (kept.tapTimes !== undefined) return;
  const times: TimedTap[] = [];
  kept.tapTimes = times;
  const CHANGES = [
    'data-screen',
    'data-phase',
    'aria-pressed',
    'data-text-size',
    'data-contrast',
    'data-waiting',
  ];
  const afterPaint = (work: () => void): void => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = work;
      channel.port2.postMessage(null);
    });
  };
  const look = new MutationObserver(() => {
    if (document.querySelector('[data-screen="attract"]') === null) return;
    look.disconnect();
    afterPaint(() => (kept.idleAt = performance.timeOrigin + performance.now()));
  });
  look.observe(document, { subtree: true, childList: true, attributes: true });

  let waiting: MutationObserver | null = null;
  document.addEventListener(
    'click',
    (event) => {
      const control = (event.target as Element).closest<HTMLElement>('button, .hg-button');
      if (!event.isTrusted || control === null) return;
      const shown = document.querySelector<HTMLElement>('[data-screen]');
      const screen = [shown?.dataset['screen'], shown?.dataset['phase']].filter(Boolean).join('-');
      const name = control.dataset['action'] ?? control.dataset['skbtn'] ?? '?';
      const tappedAt = event.timeStamp;
      const note = (): void => {
        times.push({ screen, control: name, ms: performance.now() - tappedAt });
      };
      waiting?.disconnect();
      // What a key types is the value of a field, which no observer sees.
      if (control.closest('[data-area="keyboard"]') !== null) {
        afterPaint(note);
        return;
      }
      const observer = new MutationObserver(() => {
        observer.disconnect();
        afterPaint(note);
      });
      waiting = observer;
      observer.observe(document.documentElement, {
        subtree: true,
        childList: true,
        characterData: true,
        attributeFilter: CHANGES,
      });
    },
    true,
  );
}
