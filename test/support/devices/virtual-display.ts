import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startVirtualDisplay } from '../../../tools/setup/virtual-display.mjs';
import { temporaryFolder } from '../temporary-folder.ts';

/** Pixels of a picture: rows from the top, three bytes each (red, green, blue). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A display without a screen. */
export interface VirtualDisplay {
  /** For the environment variable `DISPLAY`. */
  readonly name: string;
  /** What a screen would show now. */
  look(): Picture;
}

/** Starts Xvfb on a display number that it finds free; it goes with the test. */
export async function openDisplay(width: number, height: number): Promise<VirtualDisplay> {
  const folder = temporaryFolder();
  const display = await startVirtualDisplay({ width, height, folder });
  if (display === null) throw new Error('Xvfb does not start');
  onTestFinished(display.close);
  return {
    name: display.name,
    look: () => readWindowDump(readFileSync(path.join(folder, 'Xvfb_screen0'))),
  };
}

/** Reads a picture of the format XWD, as Xvfb keeps its screen: 32 bits a pixel, blue first. */
function readWindowDump(dump: Buffer): Picture {
  const field = (index: number): number => dump.readUInt32BE(index * 4);
  const [headerBytes, width, height, bitsAPixel, rowBytes, colours] = [0, 4, 5, 11, 12, 19].map(field) as [
    ...[number, number, number, number, number, number],
  ];
  if (bitsAPixel !== 32) throw new Error(`a screen of ${bitsAPixel} bits a pixel cannot be read`);
  const start = headerBytes + colours * 12;
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = start + y * rowBytes + x * 4;
      const to = (y * width + x) * 3;
      pixels[to] = dump[from + 2] ?? 0;
      pixels[to + 1] = dump[from + 1] ?? 0;
      pixels[to + 2] = dump[from] ?? 0;
    }
  }
  return { width, height, pixels };
}
