import { CharacterEntry } from './character-entry.svelte.ts';
import { charactersOf, DIGITS } from './code-groups.ts';

/** Digits of a French number. */
const HOME_DIGITS = 10;

/** Length of the longest number with a country code (E.164), with its `+` or `00`. */
const MOST = 17;

/** A phone number: ten digits, or more after a `+` or `00`. */
export class PhoneEntry extends CharacterEntry {
  constructor() {
    super(HOME_DIGITS, `${DIGITS}+`);
  }

  override press(character: string): void {
    this.replace(this.value + character);
  }

  override replace(text: string): void {
    const typed = charactersOf(text, this.alphabet, MOST);
    const digits = typed.replaceAll('+', '');
    const number = typed.startsWith('+') ? `+${digits}` : digits;
    this.value = number.slice(0, /^\+|^00/u.test(number) ? MOST : HOME_DIGITS);
  }
}
