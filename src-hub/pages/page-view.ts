/** What a page shows. Identifiers are masked (see `mask-identifier.ts`). */
export type PageView =
  /** Shows the account and the button that confirms it. */
  | { readonly kind: 'confirm'; readonly givenName: string; readonly identifier: string }
  /** This request has confirmed the account. */
  | { readonly kind: 'done'; readonly identifier: string }
  /** The account was confirmed before: by this link, another one, or the code at the kiosk. */
  | { readonly kind: 'already' }
  /** The link has expired; a button asks for a new mail. */
  | { readonly kind: 'expired'; readonly identifier: string }
  /** A new mail was posted. */
  | { readonly kind: 'sent'; readonly identifier: string }
  /**
   * No mail now, because one was just sent. `at`: when the next is possible, milliseconds since 1970 UTC; null: not
   * today.
   */
  | { readonly kind: 'too-early'; readonly identifier: string; readonly at: number | null }
  /** Another person was the first to confirm an account with this address. */
  | { readonly kind: 'taken' }
  /** Shows the password that a kiosk attested, and the button that ends it. `at`: milliseconds since 1970 UTC. */
  | { readonly kind: 'disavow'; readonly at: number; readonly place: string | null }
  /** That password is ended. */
  | { readonly kind: 'disavowed' }
  /** No such link, or a void one. */
  | { readonly kind: 'unknown' }
  /** The form was not sent from a page of this hub. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unavailable' };

export type PageKind = PageView['kind'];

export interface PageText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Pairs of name and value. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Paragraphs below the facts. */
  readonly then?: readonly string[];
  /** Text of the page's button. */
  readonly button?: string;
  /** Below everything else: what to do when something is wrong. */
  readonly note?: string;
}
