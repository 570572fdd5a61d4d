/** Keeps the page where it is and as large as it is: what style cannot forbid. */
export function keepStill(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('dragstart', (event) => event.preventDefault());
  // A wheel with Ctrl, or two fingers on a touchpad, which are told as that.
  page.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}
