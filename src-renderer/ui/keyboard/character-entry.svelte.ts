import { NIR_ALPHABET, NIR_LENGTH, nirCharacters } from '../../../src-shared/values/nir.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';
import { TICKET_LENGTH } from '../../../src-shared/policy/staff/branch.ts';
import { MEMBER_NUMBER_MAX_DIGITS } from '../../../src-shared/values/member-number.ts';
import { CODE_DIGITS } from '../../../src-shared/values/activation-code.ts';
import { charactersOf, DIGITS } from './code-groups.ts';

/** What a pad or a physical keyboard types into. */
export interface PadEntry {
  readonly alphabet: string;
  /** Largest number of characters. */
  readonly most: number;
  /** Typed so far; empty: nothing. */
  readonly value: string;
  press(character: string): void;
  erase(): void;
  clear(): void;
  replace(text: string): void;
}

/** Characters of one alphabet that are being typed. Its life is that of the screen. */
export class CharacterEntry implements PadEntry {
  /** Typed so far. */
  value = $state('');
  /** Largest number of characters; further ones are ignored. */
  readonly most: number;
  /** The characters that are accepted. */
  readonly alphabet: string;

  constructor(most: number, alphabet: string) {
    this.most = most;
    this.alphabet = alphabet;
  }

  /** True when no more character fits. */
  get full(): boolean {
    return this.value.length >= this.most;
  }

  /** Adds a character; one outside the alphabet is ignored. */
  press(character: string): void {
    if (!this.full) this.value += charactersOf(character, this.alphabet, 1);
  }

  /** Removes the last character. */
  erase(): void {
    this.value = this.value.slice(0, -1);
  }

  /** Removes everything. */
  clear(): void {
    this.value = '';
  }

  /** Replaces the text by a pasted one. */
  replace(text: string): void {
    this.value = charactersOf(text, this.alphabet, this.most);
  }
}

/**
 * An entry for digits.
 * @param most largest number of digits
 */
export function digitEntry(most: number): CharacterEntry {
  return new CharacterEntry(most, DIGITS);
}

/**
 * The six digits of a message. A refused code stays, so that one sees what was typed: a digit is erased and corrected, or
 * the next one typed begins anew.
 */
export class CodeEntry extends CharacterEntry {
  /** True from the refusal to the next key. */
  isRefused = $state(false);

  constructor() {
    super(CODE_DIGITS, DIGITS);
  }

  /** The typed code was wrong. */
  refuse(): void {
    this.isRefused = true;
  }

  override press(character: string): void {
    if (this.isRefused) this.clear();
    super.press(character);
  }

  override erase(): void {
    this.isRefused = false;
    super.erase();
  }

  override clear(): void {
    this.isRefused = false;
    super.clear();
  }

  override replace(text: string): void {
    this.isRefused = false;
    super.replace(text);
  }
}

/** An entry for the code of a letter. */
export function letterCodeEntry(): CharacterEntry {
  return new CharacterEntry(LETTER_CODE_LENGTH, LETTER_CODE_ALPHABET);
}

/** An entry for a waiting ticket, of the same letters. */
export function ticketEntry(): CharacterEntry {
  return new CharacterEntry(TICKET_LENGTH, LETTER_CODE_ALPHABET);
}

/** A NIR with its key. A letter is accepted only at the position of Corsica's departments. */
class NirEntry extends CharacterEntry {
  constructor() {
    super(NIR_LENGTH, NIR_ALPHABET);
  }

  override press(character: string): void {
    this.replace(this.value + character);
  }

  override replace(text: string): void {
    this.value = nirCharacters(text);
  }
}

/** An entry for the number of a situation: member number or NIR. */
export function holderEntry(situation: Situation): CharacterEntry {
  return situation === 'member' ? digitEntry(MEMBER_NUMBER_MAX_DIGITS) : new NirEntry();
}
