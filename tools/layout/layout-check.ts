import type { Browser, Page } from 'playwright';
import { openBrowser } from '../preview/open-browser.ts';
import type { Language } from '../../src-shared/messages/languages.ts';
import type { View } from '../../src-shared/journey/view.ts';
import { servePage } from '../preview/page-server.ts';
import { view, type Sample } from '../preview/sample.ts';
import { follow } from '../preview/follow.ts';
import { measure, type Box, type Measured } from './measure.ts';
import { LEAST_ANGLE, type Look, type PanelSize } from './views.ts';

/** One look at one view. */
export interface Combination {
  readonly panel: PanelSize;
  readonly look: Look;
  readonly sample: string;
  readonly language: Language;
  readonly measured: Measured;
}

/** What a check found. */
export interface LayoutReport {
  readonly combinations: readonly Combination[];
  /** Faults, in words, with their view. */
  readonly faults: readonly string[];
}

/** Pixels by which a place may differ between views. */
const SLACK = 2;

/** The page's application: what is shown is pushed, and every action is answered by it. */
function pretendMain(first: View): void {
  let shown = first;
  let push: (view: View) => void = () => undefined;
  const next = (): View => (shown = { ...shown, serial: shown.serial + 1 });
  Object.defineProperty(window, 'kiosk', {
    value: {
      act: () => Promise.resolve(next()),
      onView: (listener: (view: View) => void) => {
        push = listener;
        return () => undefined;
      },
      alive: () => Promise.resolve(),
    },
  });
  Object.defineProperty(window, 'showView', {
    value: (view: View) => {
      shown = { ...view, serial: shown.serial + 1 };
      push(shown);
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
  });
}

/** What a check does beside measuring. */
export interface CheckOptions {
  /** Style that is added to the page's own; empty: none. */
  readonly css?: string;
  /** The system chooses the colours (`forced-colors`). */
  readonly forcedColors?: boolean;
  /** More is typed into each form than any field can hold, and sent; views without a form are left out. */
  readonly overfilled?: boolean;
  /** Called after each measuring; without it the page is laid out and not drawn, which takes half the time. */
  readonly onlook?: (page: Page, panel: PanelSize, sample: Sample, look: Look) => Promise<void>;
}

/** Puts one style sheet beside the page's own. Runs in the page, whose policy takes no other. */
function addStyle(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css === '' ? [] : [sheet];
}

/** Draws the page, or leaves what is laid out unseen. */
function draw(seen: boolean): void {
  document.documentElement.style.opacity = seen ? '' : '0';
}

/** A page that shows one view after the other, in place. */
export class LayoutPage {
  readonly #browser: Browser;
  readonly #server: { close(): unknown };
  readonly #url: string;
  #page: Page | null = null;
  #scale = 0;

  private constructor(browser: Browser, server: { close(): unknown }, url: string) {
    this.#browser = browser;
    this.#server = server;
    this.#url = url;
  }

  /** Opens one browser with the built page. */
  static async open(folder = 'dist/renderer'): Promise<LayoutPage> {
    const { server, url } = await servePage(folder);
    const browser = await openBrowser();
    return new LayoutPage(browser, server, url);
  }

  /** An empty page of the same browser. */
  blank(): Promise<Page> {
    return this.#browser.newPage();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }

  /** The page on a panel; it is loaded anew only for another scaling. */
  async on(panel: PanelSize): Promise<Page> {
    if (this.#page === null || this.#scale !== panel.scale) {
      await this.#page?.context().close();
      const context = await this.#browser.newContext({
        viewport: panel,
        deviceScaleFactor: panel.scale,
        reducedMotion: 'reduce',
      });
      this.#page = await context.newPage();
      this.#scale = panel.scale;
      await this.#page.addInitScript(pretendMain, view({ id: 'attract' }, { canGoBack: false }));
      await this.#page.goto(this.#url);
      await this.#page.locator('[data-screen]').first().waitFor();
    }
    await this.#page.setViewportSize(panel);
    return this.#page;
  }

  /** Shows a sample on a panel, and follows its steps. */
  async show(panel: PanelSize, sample: Sample): Promise<Page> {
    const page = await this.on(panel);
    await push(page, view({ id: 'attract' }, { canGoBack: false }));
    await push(page, onPanel(sample.view, panel));
    await page.locator(`[data-screen="${sample.view.screen.id}"]`).first().waitFor();
    for (const step of sample.steps ?? []) await follow(page, step);
    return page;
  }

  /** Measures samples on panels, each in each look. A sample stays while its looks change. */
  async check(
    panels: readonly PanelSize[],
    samples: readonly Sample[],
    looks: readonly Look[],
    { css = '', forcedColors = false, overfilled = false, onlook }: CheckOptions = {},
  ): Promise<LayoutReport> {
    const combinations: Combination[] = [];
    const unseen: string[] = [];
    for (const panel of panels) {
      for (const sample of samples) {
        let page: Page;
        try {
          page = await this.show(panel, sample);
        } catch (error) {
          unseen.push(`${sample.name} ${panel.name}: cannot be shown: ${String(error).split('\n')[0]}`);
          await this.#page?.context().close();
          this.#page = null;
          continue;
        }
        if (overfilled && !(await overfill(page))) continue;
        await page.emulateMedia({ forcedColors: forcedColors ? 'active' : 'none' });
        await page.evaluate(addStyle, css);
        await page.evaluate(draw, onlook !== undefined);
        for (const look of looks) {
          await push(page, onPanel({ ...sample.view, ...look }, panel));
          const measured = await page.evaluate(measure, {
            diagonal: panel.diagonal,
            leastAngle: panel.physical ? LEAST_ANGLE[look.textSize] : 0,
            physical: panel.physical,
          });
          await onlook?.(page, panel, sample, look);
          combinations.push({ panel, look, sample: sample.name, language: sample.view.language, measured });
        }
      }
    }
    return { combinations, faults: [...unseen, ...ownFaults(combinations), ...movedPlaces(combinations)] };
  }
}

/** What is longer than any field can hold, in letters and in digits. */
const TOO_MUCH = ['W'.repeat(60), '9'.repeat(40)];

/**
 * Types too much into the fields of the view, and sends it.
 * @returns false: there is no field
 */
async function overfill(page: Page): Promise<boolean> {
  const fields = page.locator('main :is(input, textarea):visible');
  const count = await fields.count();
  for (let at = 0; at < count; at += 1) {
    // A field may go when the one before is full.
    if (at >= (await fields.count())) break;
    await fields.nth(at).focus();
    for (const text of TOO_MUCH) await page.keyboard.type(text);
  }
  const submit = page.locator('main [data-area="primary"] button:not([aria-disabled="true"])').first();
  if (count > 0 && (await submit.count()) > 0) await submit.click();
  return count > 0;
}

function onPanel(shown: View, panel: PanelSize): View {
  return { ...shown, panel: { diagonal: panel.diagonal } };
}

async function push(page: Page, shown: View): Promise<void> {
  await page.evaluate(
    (next) => (window as unknown as { showView: (view: View) => Promise<void> }).showView(next),
    shown,
  );
}

function nameOf({ panel, look, sample }: Combination): string {
  return `${sample} ${panel.name} ${look.textSize}${look.highContrast ? ' contrast' : ''}`;
}

function ownFaults(combinations: readonly Combination[]): string[] {
  return combinations.flatMap((one) => one.measured.faults.map((fault) => `${nameOf(one)}: ${fault}`));
}

/** Places that are not where most views of the same panel, text size and language have them. */
function movedPlaces(combinations: readonly Combination[]): string[] {
  const faults: string[] = [];
  const groups = Map.groupBy(
    combinations,
    ({ panel, look, language }) => `${panel.name} ${look.textSize} ${language}`,
  );
  for (const group of groups.values()) {
    for (const place of new Set(group.flatMap(({ measured }) => Object.keys(measured.places)))) {
      const boxes = group.flatMap((one) => {
        const box = one.measured.places[place];
        return box === undefined ? [] : [{ one, box }];
      });
      const usual = usualBox(boxes.map(({ box }) => box));
      for (const { one, box } of boxes) {
        const moved = SIDES.filter((side) => Math.abs(box[side] - usual[side]) > SLACK);
        if (moved.length > 0)
          faults.push(
            `${nameOf(one)}: ${place} has its ${moved.map((side) => `${side} at ${Math.round(box[side])} instead of ${Math.round(usual[side])}`).join(', ')}`,
          );
      }
    }
  }
  return faults;
}

const SIDES = ['left', 'top', 'right', 'bottom'] as const;

/** Each side where most boxes have it. */
function usualBox(boxes: readonly Box[]): Box {
  const middle = (side: (typeof SIDES)[number]): number => {
    const sorted = boxes.map((box) => box[side]).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return { left: middle('left'), top: middle('top'), right: middle('right'), bottom: middle('bottom') };
}
