import bwip from 'bwip-js/node';

/**
 * Draws the QR code of a text, with the second lowest error correction: a screen is neither folded nor stained.
 * @returns its rows from the top, `1` for dark, without the quiet zone
 */
export function codeSquares(text: string): string[] {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR code was drawn');
  const { pixs, pixx: size } = symbol;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (pixs[row * size + column] === 1 ? '1' : '0')).join(''),
  );
}
