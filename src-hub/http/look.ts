import { KIOSK_MARK } from '../../src-shared/kiosk-mark.ts';

const { side, corner, arcs, stroke, point } = KIOSK_MARK;

/** The kiosk's mark as SVG, for pages in its colours. */
export const MARK =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="32" height="32" aria-hidden="true" focusable="false">` +
  `<rect width="${side}" height="${side}" rx="${corner}" fill="#0b5563"/>` +
  `<path d="${arcs}" fill="none" stroke="#fff" stroke-width="${stroke}" stroke-linecap="round"/>` +
  `<circle cx="${point.x}" cy="${point.y}" r="${point.radius}" fill="#fff"/></svg>`;

/** Where a hub serves the kiosk's typeface; among the pages for people, which are open to all. */
export const TYPEFACE_PATH = '/compte/typeface.woff2';

/** Names the typeface `Kiosk` in a style sheet. */
export const TYPEFACE_CSS = `@font-face{font-family:"Kiosk";src:url(${TYPEFACE_PATH}) format("woff2");font-weight:200 800;font-display:swap}`;
