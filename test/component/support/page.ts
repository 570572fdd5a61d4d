import { flushSync, mount, unmount } from 'svelte';
import { expect, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import App from '../../../src-renderer/app/App.svelte';
import { Kiosk } from '../../../src-renderer/kiosk/kiosk.svelte.ts';
import { overwriteGetLocale } from '../../../src-shared/messages/compiled/runtime.js';
import type { Action } from '../../../src-shared/journey/action.ts';
import type { Screen } from '../../../src-shared/journey/screens.ts';
import type { View } from '../../../src-shared/journey/view.ts';
import { view } from '../../../tools/preview/sample.ts';
import '../../../src-renderer/ui/base/tokens.css';
import '../../../src-renderer/ui/base/base.css';

const mounted: TestPage[] = [];

// Nothing here looks at a picture: what cannot be seen is laid out, and not drawn.
document.documentElement.style.opacity = '0';

/** Milliseconds between two keys of a person. */
const FINGERS = 200;

/** Takes all pages away. */
export async function closePages(): Promise<void> {
  for (const page of mounted.splice(0)) await page.close();
}

/** The whole page over an application that records each action and answers with the screens that a test gives. */
export class TestPage {
  /** What the page asked the application to do, in order. */
  readonly actions: Action[] = [];
  /** Answers the next action; without one, the screen stays. */
  answer: (action: Action) => Screen | null = () => null;

  #view: View;
  #push: (view: View) => void = () => undefined;
  #end: () => Promise<void> = () => Promise.resolve();

  constructor(screen: Screen, changes: Partial<View> = {}) {
    this.#view = view(screen, changes);
  }

  /** Shows the first screen. */
  async open(): Promise<this> {
    const target = document.body.appendChild(document.createElement('div'));
    const kiosk = new Kiosk({
      act: ({ action }) => {
        if (action.type !== 'show') this.actions.push(action);
        const screen = action.type === 'show' ? null : this.answer(action);
        this.#next(screen ?? this.#view.screen);
        return Promise.resolve(this.#view);
      },
      onView: (listener) => {
        this.#push = listener;
        return () => undefined;
      },
      alive: () => Promise.resolve(),
    });
    overwriteGetLocale(() => kiosk.shownLanguage);
    const app = mount(App, { target, props: { kiosk } });
    mounted.push(this);
    this.#end = async () => {
      await unmount(app);
      target.remove();
    };
    await kiosk.start();
    await vi.waitFor(() => expect(document.querySelector('[data-screen]')).not.toBeNull(), {
      timeout: 60_000,
    });
    return this;
  }

  /** Takes the page away; otherwise the end of the test does. */
  async close(): Promise<void> {
    const end = this.#end;
    this.#end = () => Promise.resolve();
    await end();
  }

  /** Shows another screen, as the application does by itself. */
  show(screen: Screen): void {
    this.#next(screen);
    this.#push(this.#view);
    flushSync();
  }

  /** Warns, as the application does by itself. */
  warn(idle: View['idle']): void {
    this.#view = { ...this.#view, idle };
    this.show(this.#view.screen);
  }

  /** The part of the screen that is shown; null on screens of one part. */
  get phase(): string | null {
    return document.querySelector<HTMLElement>('[data-screen]')?.dataset['phase'] ?? null;
  }

  /** The element that does an action. */
  button(action: string): HTMLButtonElement {
    const found = document.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
    if (found === null) throw new Error(`No [data-action="${action}"] in phase ${this.phase ?? '-'}`);
    return found;
  }

  /** Whether an action is on offer. */
  has(action: string): boolean {
    return document.querySelector(`[data-action="${action}"]`) !== null;
  }

  /** Whether an action is on the screen, but cannot be done now. */
  isOff(action: string): boolean {
    const button = this.button(action);
    return button.disabled || button.getAttribute('aria-disabled') === 'true';
  }

  /** Touches buttons, one after the other. */
  async tap(...names: string[]): Promise<void> {
    for (const name of names) {
      this.button(name).click();
      await settle();
    }
  }

  /** Touches the digits of a pad. */
  async tapDigits(digits: string): Promise<void> {
    await this.tap(...Array.from(digits, (digit) => `key-${digit}`));
  }

  /** Touches keys of the screen's keyboard. */
  async tapKeys(...keys: string[]): Promise<void> {
    for (const key of keys) {
      const found = document.querySelector<HTMLElement>(`[data-skbtn="${CSS.escape(key)}"]`);
      if (found === null) throw new Error(`No key ${key}`);
      found.click();
      await settle();
    }
  }

  /** A field by its name. */
  field(name: string): HTMLInputElement | HTMLTextAreaElement {
    const found = document.querySelector<HTMLInputElement>(`[data-field="${name}"]`);
    if (found === null) throw new Error(`No [data-field="${name}"] in phase ${this.phase ?? '-'}`);
    return found;
  }

  /**
   * Types a text into a field, at its caret, at the pace of fingers. The page itself is told of each key: a key from
   * outside waits for a frame of this page, longer than a test may where the machine is busy.
   */
  async type(name: string, text: string): Promise<void> {
    this.field(name).focus();
    await this.pressKeys(text);
  }

  /** Puts a whole text into a field, as a long one is pasted. */
  async fill(name: string, text: string): Promise<void> {
    await userEvent.fill(this.field(name), text);
    await settle();
  }

  /** Presses a key of a physical keyboard, such as `Enter`. */
  async press(key: string): Promise<void> {
    await userEvent.keyboard(`{${key}}`);
    await settle();
  }

  /** Presses keys that write, wherever the focus is, at the pace of fingers whatever holds this page up. */
  async pressKeys(keys: string): Promise<void> {
    const start = performance.now();
    for (const [at, key] of Array.from(keys).entries()) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      Object.defineProperty(event, 'timeStamp', { value: start + at * FINGERS });
      const isLeft = (document.activeElement ?? document.body).dispatchEvent(event);
      // As the browser does with a key that nobody has taken; nothing else writes at the caret and tells the page.
      // oxlint-disable-next-line typescript/no-deprecated
      if (isLeft) document.execCommand('insertText', false, key);
      flushSync();
    }
    await settle();
  }

  /** What is announced at once, as a screen reader would read it. */
  get alerts(): string[] {
    return texts('[role="alert"]');
  }

  /** What is announced when there is time for it. */
  get status(): string[] {
    return texts('[role="status"], [aria-live="polite"]');
  }

  /** All the text on the screen. */
  get text(): string {
    return tidy(document.querySelector('main')?.innerText ?? '');
  }

  #next(screen: Screen): void {
    this.#view = { ...this.#view, screen, serial: this.#view.serial + 1 };
  }
}

/** Shows a screen. */
export function openPage(screen: Screen, changes: Partial<View> = {}): Promise<TestPage> {
  return new TestPage(screen, changes).open();
}

/** Waits for the next frame: by then the application has answered and the page is drawn. */
async function settle(): Promise<void> {
  await new Promise(requestAnimationFrame);
  flushSync();
}

function texts(selector: string): string[] {
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .map((element) => tidy(element.textContent))
    .filter((text) => text !== '');
}

/** As messages are written: no-break spaces are kept. */
function tidy(text: string): string {
  return text.replaceAll(/[ \n\t]+/gu, ' ').trim();
}
