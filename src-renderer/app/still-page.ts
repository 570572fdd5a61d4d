/** Prevents dragging, zooming and menus of the page, where CSS cannot. */
export function keepStill(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('dragstart', (event) => event.preventDefault());
  // A finger that lies on the glass, or the second button of a mouse.
  page.addEventListener('contextmenu', (event) => event.preventDefault());
  // Ctrl with the wheel; a pinch on a touchpad is reported like this.
  page.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false });
}
