/** Keys that move the focus inside a pad, with their direction: columns and rows. */
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Makes the buttons of an element one stop of the Tab key: the arrow keys move between them, and the one that had the focus last is
 * the stop. For `{@attach}`; it follows buttons that come and go.
 */
export function rovingFocus(pad: HTMLElement): () => void {
  const buttons = (): HTMLButtonElement[] => [...pad.querySelectorAll('button')];

  let stop: HTMLButtonElement | undefined;

  function makeStop(next: HTMLButtonElement | undefined): void {
    stop = next;
    for (const button of buttons()) button.tabIndex = button === stop ? 0 : -1;
  }

  function look(): void {
    const all = buttons();
    makeStop(
      all.find((button) => button === document.activeElement) ??
        all.find((button) => button === stop) ??
        all[0],
    );
  }

  function focusin({ target }: FocusEvent): void {
    if (target instanceof HTMLButtonElement) makeStop(target);
  }

  function keydown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    if (arrow === undefined || !(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    nearest(event.target, buttons(), arrow)?.focus();
  }

  pad.addEventListener('focusin', focusin);
  pad.addEventListener('keydown', keydown);
  const observer = new MutationObserver(look);
  observer.observe(pad, { childList: true, subtree: true });
  look();
  return () => {
    observer.disconnect();
    pad.removeEventListener('focusin', focusin);
    pad.removeEventListener('keydown', keydown);
  };
}

/** The next button in a direction: in the same row, or the one below or above that is nearest. */
function nearest(
  from: HTMLButtonElement,
  all: readonly HTMLButtonElement[],
  [across, down]: readonly [number, number],
): HTMLButtonElement | undefined {
  const middle = (button: HTMLButtonElement): { x: number; y: number } => {
    const { left, right, top, bottom } = button.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  };
  const start = middle(from);
  const { height } = from.getBoundingClientRect();
  let best: { button: HTMLButtonElement; far: number } | undefined;
  for (const button of all) {
    if (button === from || !button.checkVisibility({ visibilityProperty: true })) continue;
    const { x, y } = middle(button);
    const inRow = Math.abs(y - start.y) < height / 2;
    const ahead = (x - start.x) * across + (y - start.y) * down;
    if (ahead <= 1 || (across !== 0 && !inRow) || (down !== 0 && inRow)) continue;
    // Rows before columns: up and down lead to the next row, never past it.
    const far = across !== 0 ? ahead : ahead * 1000 + Math.abs(x - start.x);
    if (best === undefined || far < best.far) best = { button, far };
  }
  return best?.button;
}
