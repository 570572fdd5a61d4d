/** Headers by which browsers tell where a form comes from. */
export interface Provenance {
  /** `Sec-Fetch-Site`. */
  readonly site: string | undefined;
  /** `Origin`; the text `null` from pages without referrer, such as ours. */
  readonly origin: string | undefined;
  /** Host and port of the request. */
  readonly host: string;
  /** `HUB_PUBLIC_URL`. */
  readonly publicUrl: string;
}

/**
 * Whether a form can come from a page of this hub. Old browsers send no such header: then the form's hidden field alone
 * decides.
 */
export function isSameSite({ site, origin, host, publicUrl }: Provenance): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  return [host, new URL(publicUrl).host].includes(new URL(origin).host);
}
