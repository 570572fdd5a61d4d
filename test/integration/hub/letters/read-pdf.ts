import { execFileSync } from 'node:child_process';
import jsqr from 'jsqr';
import { letterCodeOf } from '../../../../src-shared/values/letter-code.ts';

/** The text of a PDF as it stands on paper. */
export function textOf(pdf: string): string {
  return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
}

/** The code that a letter bears in large type. */
export function printedCode(pdf: string): string {
  const line = textOf(pdf)
    .split('\n')
    .map(letterCodeOf)
    .find((code) => code !== null);
  if (line === undefined) throw new Error('no code is printed');
  return line;
}

/** What a scanner reads off the printed page. */
export function scannedCode(pdf: string): string | undefined {
  const image = execFileSync('pdftoppm', ['-r', '100', '-singlefile', pdf], { maxBuffer: 2 ** 26 });
  const [head, width, height] = /^P6\s(\d+)\s(\d+)\s255\s/u.exec(image.toString('latin1', 0, 40)) ?? [];
  if (head === undefined) throw new Error('pdftoppm drew no picture');
  const colours = image.subarray(head.length);
  const pixels = new Uint8ClampedArray(Number(width) * Number(height) * 4).fill(255);
  for (let at = 0, to = 0; at < colours.length; at += 3, to += 4) {
    pixels[to] = colours[at] ?? 0;
    pixels[to + 1] = colours[at + 1] ?? 0;
    pixels[to + 2] = colours[at + 2] ?? 0;
  }
  const read = jsqr(pixels, Number(width), Number(height));
  return read?.data;
}

/** A word of a PDF and where it stands, in millimetres from the top left. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Every word with its place. */
export function wordsOf(pdf: string): Word[] {
  const html = execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' });
  const words = html.matchAll(/<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/gu);
  return [...words].map(([, left, top, right, bottom, text]) => {
    const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
    return { text: text ?? '', left: mm(left), top: mm(top), right: mm(right), bottom: mm(bottom) };
  });
}
