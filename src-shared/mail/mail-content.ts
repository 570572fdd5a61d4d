import type { Agency } from '../journey/agency.ts';
import type { Language } from '../messages/languages.ts';

/** One piece of a mail's body. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** An activation code, to be read and typed. */
  | { readonly kind: 'code'; readonly text: string }
  /**
   * A button that opens a page of head office. The full address stands below it, for programs that show no buttons.
   */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** What to do when something is wrong. */
  | { readonly kind: 'advice'; readonly question: string; readonly answer: string };

/** The words of a mail. Its plain text and its HTML are both made from them, so they say the same. */
export interface MailContent {
  readonly language: Language;
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  readonly contactTitle: string;
  readonly agency: Agency;
  /** Last line, in small print. */
  readonly footer: string;
}
