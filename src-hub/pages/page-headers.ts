import { PAGE_POLICY } from './page-style.ts';

/** Below this stand the pages for people. */
export const PAGES_PATH = '/compte';

/** What every page says to browsers, besides what all answers of a hub say. */
export const PAGE_HEADERS = {
  'content-security-policy': PAGE_POLICY,
  'x-frame-options': 'DENY',
  // The address holds the token.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
} as const;
