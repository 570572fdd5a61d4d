// @ts-check

/**
 * An Electron event object: its own properties and `preventDefault()`.
 * @template {object} T
 * @param {T} properties
 * @returns {T & { defaultPrevented: boolean, preventDefault(): void }}
 */
export function makeEvent(properties) {
  return {
    ...properties,
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
