/** What cuts the ring around controls of the view on screen that have the focus, in words. Runs in the page: it uses nothing from outside. */
export function cutRings(): string[] {
  /** Fractions of a pixel that rounding may take. */
  const SLACK = 0.75;
  const faults: string[] = [];
  const before = document.activeElement;
  for (const control of document.querySelectorAll<HTMLElement>('button, input, textarea, a[href]')) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest('[inert]') !== null)
      continue;
    control.focus({ focusVisible: true, preventScroll: true });
    const name = control.dataset['action'] ?? control.dataset['skbtn'] ?? control.dataset['field'] ?? '?';
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(control);
    const around = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) {
      faults.push(`${name} shows no ring`);
      continue;
    }
    const box = control.getBoundingClientRect();
    const ring = {
      left: box.left - around,
      top: box.top - around,
      right: box.right + around,
      bottom: box.bottom + around,
    };
    for (let part = control.parentElement; part !== null; part = part.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(part);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const clip = part.getBoundingClientRect();
      // What a part scrolls to its edge is seen whole one turn later.
      const scrolls = part.scrollHeight > part.clientHeight + 2 && overflowY !== 'hidden';
      const isCut =
        ring.left < clip.left - SLACK ||
        ring.right > clip.right + SLACK ||
        (!scrolls && (ring.top < clip.top - SLACK || ring.bottom > clip.bottom + SLACK));
      if (isCut) faults.push(`the ring of ${name} is cut`);
      if (!scrolls) continue;
      ring.top = Math.max(ring.top, clip.top);
      ring.bottom = Math.min(ring.bottom, clip.bottom);
    }
  }
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return [...new Set(faults)];
}
