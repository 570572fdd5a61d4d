import { NIR_LENGTH } from '../../../src-shared/values/nir.ts';
import type { Situation } from '../../../src-shared/values/situation.ts';
import { LETTER_CODE_ALPHABET, LETTER_CODE_LENGTH } from '../../../src-shared/values/letter-code.ts';
import { MEMBER_NUMBER_MAX_DIGITS } from '../../../src-shared/values/member-number.ts';
import { charactersOf, DIGITS } from './code-groups.ts';
import { NIR_ALPHABET, nirCharacters } from './nir-characters.ts';

/** What keys of a pad or of a physical keyboard type into. */
export interface PadEntry {
  readonly alphabet: string;
  /** Most characters. */
  readonly most: number;
  /** What stands there; empty when nothing does. */
  readonly value: string;
  press(character: string): void;
  erase(): void;
  clear(): void;
  replace(text: string): void;
}

/** Characters of one alphabet that are being typed, by whatever keys. Lives and dies with its screen. */
export class CharacterEntry implements PadEntry {
  /** What has been typed so far. */
  value = $state('');
  /** Most characters; further ones are not taken. */
  readonly most: number;
  /** The characters that are taken. */
  readonly alphabet: string;

  constructor(most: number, alphabet: string) {
    this.most = most;
    this.alphabet = alphabet;
  }

  /** True when no further character fits. */
  get full(): boolean {
    return this.value.length >= this.most;
  }

  /** Adds one character at the end; one of another alphabet is not taken. */
  press(character: string): void {
    if (!this.full) this.value += charactersOf(character, this.alphabet, 1);
  }

  /** Takes the last character away. */
  erase(): void {
    this.value = this.value.slice(0, -1);
  }

  /** Takes everything away. */
  clear(): void {
    this.value = '';
  }

  /** Takes a pasted text in place of what was typed. */
  replace(text: string): void {
    this.value = charactersOf(text, this.alphabet, this.most);
  }
}

/** An entry for at most so many digits. */
export function digitEntry(most: number): CharacterEntry {
  return new CharacterEntry(most, DIGITS);
}

/** An entry for the code of a letter. */
export function letterCodeEntry(): CharacterEntry {
  return new CharacterEntry(LETTER_CODE_LENGTH, LETTER_CODE_ALPHABET);
}

/** A NIR with its key: a letter is taken only where Corsica has one. */
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

/** An entry for the number that the situation has: member number or NIR. */
export function holderEntry(situation: Situation): CharacterEntry {
  return situation === 'member' ? digitEntry(MEMBER_NUMBER_MAX_DIGITS) : new NirEntry();
}
