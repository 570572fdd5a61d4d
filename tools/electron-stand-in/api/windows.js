// @ts-check

/** The open windows, apart from their class so that the application's end can close them. */
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

  /** To be called after a window has said that it closed. */
  afterClose() {
    if (this.#open.size === 0) this.onEmpty();
  }
}

/** All windows of this process. */
export const windows = new Windows();
