/** Headers by which browsers say from where a form was sent. */
export interface Provenance {
  /** `Sec-Fetch-Site`. */
  readonly site: string | undefined;
  /** `Origin`; `null` from a page that gives no referrer, as ours are. */
  readonly origin: string | undefined;
  /** Host and port that were asked. */
  readonly host: string;
  /** `HUB_PUBLIC_URL`. */
  readonly publicUrl: string;
}

/**
 * Whether a form may have been sent from a page of this hub. Old browsers say nothing: then the form's hidden field
 * alone decides.
 */
export function isSameSite({ site, origin, host, publicUrl }: Provenance): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}
