import bwip from 'bwip-js/node';

/** A run of dark modules in one row of a QR code, in modules from the top left. */
export interface DarkRun {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** A QR code as runs of dark modules; quiet zone not included. */
export interface CodeSquare {
  /** Modules on each side. */
  readonly size: number;
  readonly runs: readonly DarkRun[];
}

/** Draws the QR code of a text, with the most error correction: letters get folded and stained. */
export function codeSquare(text: string): CodeSquare {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=H');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR code was drawn');
  const { pixs, pixx: size } = symbol;
  const runs: DarkRun[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x;
      while (x < size && pixs[y * size + x] === 1) x++;
      if (x > start) runs.push({ x: start, y, length: x - start });
    }
  }
  return { size, runs };
}
