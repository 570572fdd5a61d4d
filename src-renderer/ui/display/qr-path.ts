/**
 * The path of the dark squares of a QR code, each one unit wide. One rectangle for each run of a row, so that no gap
 * shows between squares.
 * @param squares row by row, `1` for dark
 */
export function qrPath(squares: readonly string[]): string {
  return squares
    .flatMap((row, y) =>
      Array.from(
        row.matchAll(/1+/gu),
        ({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
      ),
    )
    .join('');
}
