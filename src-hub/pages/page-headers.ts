import { PAGE_POLICY } from './page-style.ts';

/** Path of the web pages for people. */
export const PAGES_PATH = '/compte';

/** Headers of every page, besides those of all answers of a hub. */
export const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-frame-options': 'DENY',
  // The address contains the token.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
} as const;
