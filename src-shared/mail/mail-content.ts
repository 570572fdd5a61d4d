import type { Agency } from '../journey/agency.ts';
import type { Language } from '../language.ts';

/** One piece of a mail's body. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** An activation code, to be read off and typed. */
  | { readonly kind: 'code'; readonly text: string }
  /** A button that opens a page of head office; the address stands below it in full, for programs without buttons. */
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** What to do when something is not as it should be. */
  | { readonly kind: 'advice'; readonly question: string; readonly answer: string };

/** A mail as words alone; its text and its HTML are both made of this, and so say the same. */
export interface MailContent {
  readonly language: Language;
  readonly subject: string;
  readonly heading: string;
  readonly blocks: readonly MailBlock[];
  readonly contactTitle: string;
  readonly agency: Agency;
  /** Last line, in small type. */
  readonly footer: string;
}
