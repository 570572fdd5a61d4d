/** A sleep that can be interrupted. A wake-up while it does not sleep ends the next sleep at once. */
export class Sleep {
  #woken = false;
  #wake: () => void = () => undefined;

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Sleeps until it is woken, at most this many milliseconds. */
  async atMost(milliseconds: number): Promise<void> {
    if (!this.#woken)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        timer.unref();
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.#woken = false;
  }
}
