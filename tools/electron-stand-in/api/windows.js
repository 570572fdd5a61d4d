// @ts-check

/** The open windows. Apart from their class, so that the end of the application can close them. */
class Windows {
  #open = /** @type {Set<any>} */ (new Set());
  #last = 0;
  /** What happens when the last window has closed; set by the application's life cycle. */
  onEmpty = /** @type {() => void} */ (() => undefined);

  nextId() {
    return ++this.#last;
  }

  /** @param {object} window */
  add(window) {
    this.#open.add(window);
  }

  /** @param {object} window */
  remove(window) {
    this.#open.delete(window);
  }

  /** @returns {any[]} in order of creation */
  all() {
    return [...this.#open];
  }

  /** Called after a window has emitted `closed`. */
  afterClose() {
    if (this.#open.size === 0) this.onEmpty();
  }
}

/** All windows of this process. */
export const windows = new Windows();
