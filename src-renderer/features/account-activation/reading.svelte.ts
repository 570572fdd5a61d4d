/** How far a long text was read: its part on screen, turned by a button. Its life is that of the screen. */
export class Reading {
  /** True while the end is on screen. */
  atEnd = $state(false);

  #area: HTMLElement | null = null;

  /** Part of the height that a step keeps, so that no line is missed. */
  static readonly #OVERLAP = 0.15;

  /** Follows the text; for `{@attach}`. Another text size or language changes its length. */
  readonly attach = (area: HTMLElement): (() => void) => {
    this.#area = area;
    const observer = new ResizeObserver(() => this.look());
    for (const part of [area, ...area.children]) observer.observe(part);
    return () => {
      observer.disconnect();
      this.#area = null;
    };
  };

  /** Looks where the text stands; for its `onscroll`. */
  look(): void {
    const area = this.#area;
    // Half a pixel may be missing at the end.
    if (area !== null) this.atEnd = area.scrollTop + area.clientHeight >= area.scrollHeight - 2;
  }

  /** Turns to the next part, and from the end to the beginning. */
  step(): void {
    const area = this.#area;
    if (area === null) return;
    area.scrollTop = this.atEnd ? 0 : area.scrollTop + area.clientHeight * (1 - Reading.#OVERLAP);
    this.look();
  }
}
