import bwip from 'bwip-js/node';

/** Dark modules in a row of a QR code. Position in modules from the top left. */
export interface DarkRun {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

/** A QR code without its quiet zone. */
export interface QrCode {
  /** Modules per side. */
  readonly size: number;
  readonly runs: readonly DarkRun[];
}

/** Makes the QR code of a text with the highest error correction, because letters get folded and stained. */
export function makeQrCode(text: string): QrCode {
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
