import fs from 'node:fs';
import { codeOf, UnwritableError } from './not-done.ts';

/** A text file that only its owner can read. The first text creates it, in place of a file of that name. */
export class PrivateLines {
  readonly #file: string;
  readonly #option: UnwritableError['option'];
  #handle: number | null = null;

  /** @param option names the file on the command line */
  constructor(file: string, option: UnwritableError['option']) {
    this.#file = file;
    this.#option = option;
  }

  get isOpen(): boolean {
    return this.#handle !== null;
  }

  /** @throws UnwritableError */
  write(text: string): void {
    try {
      this.#handle ??= this.#open();
      fs.writeSync(this.#handle, text);
    } catch (error) {
      throw new UnwritableError(this.#option, codeOf(error));
    }
  }

  /** Closes the file after it is on disk. */
  close(): void {
    const handle = this.#handle;
    this.#handle = null;
    if (handle === null) return;
    fs.fsyncSync(handle);
    fs.closeSync(handle);
  }

  #open(): number {
    // Created again instead of emptied, so that its mode is ours.
    fs.rmSync(this.#file, { force: true });
    return fs.openSync(this.#file, 'wx', 0o600);
  }
}
