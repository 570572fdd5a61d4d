import { digitsOf } from './code-groups.ts';

/** Digits that are being typed, by whatever keys. Lives and dies with its screen. */
export class DigitEntry {
  /** What has been typed so far. */
  value = $state('');
  /** Most digits; further ones are not taken. */
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** True when no further digit fits. */
  get full(): boolean {
    return this.value.length >= this.most;
  }

  /** Adds one digit at the end. */
  press(digit: string): void {
    if (!this.full) this.value += digit;
  }

  /** Takes the last digit away. */
  erase(): void {
    this.value = this.value.slice(0, -1);
  }

  /** Takes everything away. */
  clear(): void {
    this.value = '';
  }

  /** Takes a pasted text in place of what was typed. */
  replace(text: string): void {
    this.value = digitsOf(text, this.most);
  }
}
