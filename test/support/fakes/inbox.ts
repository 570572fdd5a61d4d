interface Reader<T> {
  readonly wants: (item: T) => boolean;
  readonly take: (item: T) => void;
}

/** Collects items and gives each to one reader, in the order of arrival. */
export class Inbox<T> {
  /** All items that arrived, taken or not. */
  readonly all: T[] = [];
  readonly #waiting: T[] = [];
  readonly #readers = new Set<Reader<T>>();

  /** Adds an item; bound, so that it can be passed to a server. */
  readonly put = (item: T): void => {
    this.all.push(item);
    const reader = [...this.#readers].find(({ wants }) => wants(item));
    if (reader) reader.take(item);
    else this.#waiting.push(item);
  };

  /**
   * Takes the first matching item; waits for it when necessary.
   * @param timeout milliseconds
   * @throws when none comes in time
   */
  next(wants: (item: T) => boolean = () => true, timeout = 30_000): Promise<T> {
    const index = this.#waiting.findIndex(wants);
    const [here] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (here !== undefined) return Promise.resolve(here);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#readers.delete(reader);
        reject(
          new Error(`nothing that fits has arrived within ${timeout} ms (${this.all.length} came in all)`),
        );
      }, timeout);
      const reader: Reader<T> = {
        wants,
        take: (item) => {
          clearTimeout(timer);
          this.#readers.delete(reader);
          resolve(item);
        },
      };
      this.#readers.add(reader);
    });
  }
}
