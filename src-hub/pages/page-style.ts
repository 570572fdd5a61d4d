import { createHash } from 'node:crypto';
import { TYPEFACE_CSS } from '../http/look.ts';

/** One column that fits a phone. Lengths follow the reader's text size. */
export const PAGE_STYLE = `
${TYPEFACE_CSS}
:root{color-scheme:light dark;--ground:#f3f1ec;--card:#fff;--text:#1d2b2f;--soft:#4a595d;--line:#dcd8ce;--brand:#0b5563;--on-brand:#fff;--fact:#e6f0f1;--note:#fbf3e2;--note-line:#b8860b}
@media(prefers-color-scheme:dark){:root{--ground:#12191b;--card:#1d2629;--text:#e8eceb;--soft:#b4c0c2;--line:#3a4649;--brand:#8fd0da;--on-brand:#06262d;--fact:#0f3a43;--note:#3a3016;--note-line:#d9a520}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--text);font:1.0625rem/1.55 Kiosk,system-ui,"Segoe UI",Roboto,Verdana,sans-serif;overflow-wrap:break-word}
.column{max-width:38rem;margin:0 auto;padding:1rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center;padding:.25rem 0 1rem}
.brand{display:flex;align-items:center;gap:.5rem;font-size:1.125rem;font-weight:700;color:var(--brand)}
main{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem 1.25rem}
h1{margin:0 0 1rem;font-size:1.625rem;line-height:1.25;color:var(--brand)}
h2{margin:0 0 .25rem;font-size:1rem}
p{margin:0 0 1rem}
dl{margin:0 0 1.25rem;padding:.75rem 1rem;background:var(--fact);border-radius:.5rem}
dt{font-size:.9375rem}
dd{margin:0;font-size:1.1875rem;font-weight:700;overflow-wrap:anywhere}
form{margin:0 0 1.25rem}
button{display:block;width:100%;min-height:3.5rem;padding:.75rem 1rem;border:0;border-radius:.5rem;background:var(--brand);color:var(--on-brand);font-family:inherit;font-weight:700;font-size:1.1875rem;line-height:1.3;cursor:pointer}
.note{margin:0;padding:.75rem 1rem;background:var(--note);border-left:.25rem solid var(--note-line)}
main>:last-child{margin-bottom:0}
footer{padding:1.25rem 0 0;color:var(--soft);font-size:1rem}
footer p{margin:0}
a{display:inline-block;min-height:1.5rem;padding:.25rem 0;color:var(--brand);font-weight:600;text-underline-offset:.2em}
:focus-visible{outline:.1875rem solid var(--brand);outline-offset:.1875rem}
@media(min-width:48rem){.column{padding:2.5rem 1rem}main{padding:2rem 2.25rem}}
@media(forced-colors:active){button{border:2px solid ButtonText}}
`;

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Content Security Policy of pages: this style, the typeface, and forms to this hub; nothing else. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${STYLE_HASH}'`,
  `font-src 'self'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
].join('; ');
