import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ActionRequest } from '../../../../src-shared/journey/action.ts';
import { DEFAULT_PANEL } from '../../../../src-shared/journey/panel.ts';
import { DEFAULT_SCANNER } from '../../../../src-shared/journey/scanner-settings.ts';
import type { Screen } from '../../../../src-shared/journey/screens.ts';
import type { View } from '../../../../src-shared/journey/view.ts';
import type { Bridge } from '../../../../src-renderer/kiosk/bridge.ts';
import type { Kiosk } from '../../../../src-renderer/kiosk/kiosk.svelte.ts';

const MENU: Screen = { id: 'menu', entries: ['password', 'login'] };
const HELP: Screen = { id: 'help', byEmail: true };

function view(serial: number, screen: Screen = MENU): View {
  return {
    serial,
    language: 'en',
    textSize: 'normal',
    highContrast: false,
    sound: false,
    agency: {
      name: 'Exemple',
      address: '1 rue de l’Exemple',
      phone: '02 00 00 00 00',
      email: 'a@exemple.test',
    },
    timeZone: 'Europe/Paris',
    scanner: DEFAULT_SCANNER,
    panel: DEFAULT_PANEL,
    progress: null,
    canGoBack: false,
    canLeave: true,
    idle: null,
    staffNotice: null,
    gesture: null,
    parked: false,
    draft: 0,
    call: null,
    canStepAside: false,
    screen,
  };
}

/** A main process whose answers the test gives one by one. */
class Main implements Bridge {
  readonly asked: ActionRequest[] = [];
  readonly #waiting: PromiseWithResolvers<View>[] = [];
  #listener: (view: View) => void = () => undefined;

  act(request: ActionRequest): Promise<View> {
    this.asked.push(request);
    const answer = Promise.withResolvers<View>();
    this.#waiting.push(answer);
    return answer.promise;
  }

  onView(listener: (view: View) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }

  alive(): Promise<void> {
    return Promise.resolve();
  }

  push(pushed: View): void {
    this.#listener(pushed);
  }

  async answer(result: View | Error): Promise<void> {
    const first = this.#waiting.shift();
    if (first === undefined) throw new Error('Nothing was asked');
    if (result instanceof Error) first.reject(result);
    else first.resolve(result);
    await vi.advanceTimersByTimeAsync(0);
  }
}

describe('Kiosk', () => {
  let main: Main;
  let kiosk: Kiosk;

  beforeEach(async () => {
    vi.useFakeTimers();
    // Outside a component rune state is a plain field, which is all that this class needs.
    vi.stubGlobal(
      '$state',
      Object.assign(<Value>(value: Value) => value, { raw: <Value>(value: Value) => value }),
    );
    const { Kiosk: Class } = await import('../../../../src-renderer/kiosk/kiosk.svelte.ts');
    main = new Main();
    kiosk = new Class(main);
    void kiosk.start();
    await main.answer(view(5));
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks for the first view and shows it', () => {
    expect(main.asked).toEqual([{ serial: 0, action: { type: 'show' } }]);
    expect(kiosk.view?.serial).toBe(5);
    expect(kiosk.language).toBe('en');
  });

  it('sends the serial that the visitor saw', async () => {
    const done = kiosk.act({ type: 'open', entry: 'help' });
    await main.answer(view(6, HELP));
    expect(main.asked.at(-1)).toEqual({ serial: 5, action: { type: 'open', entry: 'help' } });
    expect((await done)?.screen.id).toBe('help');
    expect(kiosk.view?.screen.id).toBe('help');
  });

  it('does nothing on a second touch while the first is under way', async () => {
    const first = kiosk.act({ type: 'back' });
    expect(kiosk.busy).toBe(true);
    expect(await kiosk.act({ type: 'back' })).toBeNull();
    await main.answer(view(6));
    await first;
    expect(main.asked).toHaveLength(2);
    expect(kiosk.busy).toBe(false);
  });

  it('does the act again when a pushed view of the same screen overtook it', async () => {
    const done = kiosk.act({ type: 'open', entry: 'help' });
    main.push(view(6));
    await main.answer(view(6));
    expect(main.asked.at(-1)).toEqual({ serial: 6, action: { type: 'open', entry: 'help' } });
    await main.answer(view(7, HELP));
    expect((await done)?.serial).toBe(7);
  });

  it('does not carry an act over to another screen', async () => {
    const done = kiosk.act({ type: 'open', entry: 'help' });
    main.push(view(6, { id: 'attract' }));
    await main.answer(view(6, { id: 'attract' }));
    await done;
    expect(main.asked).toHaveLength(2);
    expect(kiosk.view?.screen.id).toBe('attract');
  });

  it('notes when main changes by itself what a touch meets, and not when an answer does or only a text changes', async () => {
    const before = kiosk.suddenAt;
    main.push(view(6));
    const done = kiosk.act({ type: 'open', entry: 'help' });
    await main.answer(view(7, HELP));
    await done;
    expect(kiosk.suddenAt).toBe(before);
    await vi.advanceTimersByTimeAsync(1000);
    const idle = { cause: 'limit', answerIn: 60_000, total: 60_000 } as const;
    main.push({ ...view(8, HELP), idle });
    expect(kiosk.suddenAt).toBe(performance.now());
    await vi.advanceTimersByTimeAsync(1000);
    main.push({ ...view(9, HELP), idle: { ...idle, answerIn: 59_000 } });
    expect(kiosk.suddenAt).toBe(performance.now() - 1000);
    main.push(view(10, { id: 'attract' }));
    expect(kiosk.suddenAt).toBe(performance.now());
  });

  it('never goes back to an older view', () => {
    main.push(view(7, HELP));
    main.push(view(6));
    expect(kiosk.view?.serial).toBe(7);
  });

  it('keeps the screen when main fails, and asks again where we stand', async () => {
    const done = kiosk.act({ type: 'back' });
    await main.answer(new Error('bug'));
    expect(await done).toBeNull();
    expect(kiosk.view?.serial).toBe(5);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(main.asked.at(-1)?.action).toEqual({ type: 'show' });
    await main.answer(view(9, HELP));
    expect(kiosk.view?.serial).toBe(9);
  });
});
