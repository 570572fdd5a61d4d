/** Pauses that can be ended early. One that is woken while awake does not sleep the next time. */
export class Sleep {
  #woken = false;
  #wake: () => void = () => undefined;

  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  /** Sleeps until it is woken, at most so many milliseconds. */
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
