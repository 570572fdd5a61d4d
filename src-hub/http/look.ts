/** The kiosk's mark, for pages in its colours: two arcs that lean on each other. Not the mutual's logo. */
export const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="32" height="32" aria-hidden="true" focusable="false"><rect width="40" height="40" rx="11" fill="#0b5563"/><path d="M9 28V19a7 7 0 0 1 11-5.7A7 7 0 0 1 31 19v9" fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round"/><circle cx="20" cy="26.5" r="2.6" fill="#fff"/></svg>';

/** Where a hub serves the kiosk's typeface; among the pages for people, which are open to all. */
export const TYPEFACE_PATH = '/compte/typeface.woff2';

/** Names the typeface `Kiosk` in a style sheet. */
export const TYPEFACE_CSS = `@font-face{font-family:"Kiosk";src:url(${TYPEFACE_PATH}) format("woff2");font-weight:200 800;font-display:swap}`;
