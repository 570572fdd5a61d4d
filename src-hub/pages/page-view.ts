/** What a page tells. Identifiers come masked (see `mask-identifier.ts`). */
export type PageView =
  /** Who and what, and the button that confirms. */
  | { readonly kind: 'confirm'; readonly givenName: string; readonly identifier: string }
  /** The account has been confirmed by this request. */
  | { readonly kind: 'done'; readonly identifier: string }
  /** It had been confirmed before: by this link, by another one, or by the code at the kiosk. */
  | { readonly kind: 'already' }
  /** The link is too old; a button asks for a new mail. */
  | { readonly kind: 'expired'; readonly identifier: string }
  /** A new mail is on its way. */
  | { readonly kind: 'sent'; readonly identifier: string }
  /** No mail now: one has just gone. `at`: when the next may go, milliseconds since 1970 UTC; null: not today. */
  | { readonly kind: 'too-early'; readonly identifier: string; readonly at: number | null }
  /** No such link, or one that another mail has replaced. */
  | { readonly kind: 'unknown' }
  /** The button was not pressed on a page of this hub. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unavailable' };

/** Name of a page. */
export type PageKind = PageView['kind'];

/** The words of one page. */
export interface PageText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What it is about, as pairs of name and value. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Paragraphs below that. */
  readonly then?: readonly string[];
  /** On the one button, where the page has one. */
  readonly button?: string;
  /** Below all else: what to do when something is not as it should be. */
  readonly note?: string;
}
