import type { KioskDriver } from './kiosk-driver.ts';

/** Drives the screens of the member space. Each part of a screen is reported as `screen-part`. */
export class SpaceDriver {
  readonly #kiosk: KioskDriver;

  constructor(kiosk: KioskDriver) {
    this.#kiosk = kiosk;
  }

  /** From the home to a screen; waits for its data. */
  async open(screen: string): Promise<void> {
    const kiosk = this.#kiosk;
    await kiosk.tapTo(kiosk.control(`open-${screen}`).first(), `space-${screen}`);
    await this.ready();
  }

  /** From any screen back to the home, part by part. */
  async home(): Promise<void> {
    const { page } = this.#kiosk;
    while ((await this.#kiosk.screen()) !== 'space-home') {
      const before = await page.evaluate(placeOnPage);
      // Where a button of the screen leads back, the toolbar does not.
      await page
        .locator('[data-action="back"], [data-action="home"], [data-action="start-over"]')
        .first()
        .click();
      await page.waitForFunction(
        ({ place, former }) => {
          const { screen, phase } = document.querySelector<HTMLElement>(place)?.dataset ?? {};
          return `${screen}/${phase}` !== former;
        },
        { place: '[data-screen]', former: before },
      );
    }
    await this.ready();
  }

  /** From the end of a request back to the first part of its screen. */
  async startOver(): Promise<void> {
    const again = this.#kiosk.control('start-over');
    await again.click();
    await again.waitFor({ state: 'detached' });
    await this.ready();
  }

  /** Waits until no data of the screen are loading. */
  async ready(): Promise<void> {
    await this.#kiosk.page.waitForFunction(() => document.querySelector('[data-loaded="loading"]') === null);
  }

  /** Answers what the home asks after a new password: keeps every device and delegation that waits. */
  async keepAll(): Promise<void> {
    const { page } = this.#kiosk;
    const asked = page.locator('[data-screen="space-home"][data-phase="confirm"]');
    while (await asked.isVisible()) {
      await this.#kiosk.control('keep').click();
      // Inert as long as the answer is on its way; afterwards the next one is asked, or the home is there.
      await page.locator('[data-action="keep"][aria-disabled="true"]').waitFor({ state: 'detached' });
      await this.ready();
    }
  }

  /** Leaves for later all that the home asks after a new password, and comes back to it. */
  async postpone(): Promise<void> {
    const { page } = this.#kiosk;
    const later = this.#kiosk.control('later');
    while (await later.isVisible()) {
      const question = await page.locator('[data-phase="confirm"]').elementHandle();
      await later.click();
      await question.waitForElementState('hidden');
    }
    await this.#kiosk.control('confirm-now').click();
    await later.waitFor();
  }

  /** Taps a control that leads to another part of a screen. */
  async to(screen: string, phase: string, action = 'submit'): Promise<void> {
    await this.#kiosk.tapToPhase(this.#kiosk.control(action).first(), screen, phase);
    await this.ready();
  }

  /** Types into a field with a keyboard. */
  async type(field: string, text: string): Promise<void> {
    await this.#kiosk.page.locator(`[data-field="${field}"]:visible`).click();
    await this.#kiosk.page.keyboard.press('ControlOrMeta+A');
    await this.#kiosk.page.keyboard.type(text);
  }

  /** The receipt number on the screen. */
  async receipt(): Promise<string> {
    return (await this.#kiosk.page.locator('[data-receipt]').first().getAttribute('data-receipt')) ?? '';
  }
}

/** Runs in the page. @returns the screen and its part */
function placeOnPage(): string {
  const { screen, phase } = document.querySelector<HTMLElement>('[data-screen]')?.dataset ?? {};
  return `${screen}/${phase}`;
}
