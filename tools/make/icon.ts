/**
 * `node tools/make/icon.ts`: makes `resources/icons/icon.ico`, the icon for Windows, of `icon.svg`. Needs a Chromium
 * (`BORNE_CHROMIUM`, or Playwright's own).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright';

/** Pixels of a side. */
const SIDES = [16, 24, 32, 48, 64, 256];

const folder = path.join(import.meta.dirname, '..', '..', 'resources', 'icons');
const svg = readFileSync(path.join(folder, 'icon.svg')).toString('base64');
const executable = process.env['BORNE_CHROMIUM'];
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(executable === undefined ? {} : { executablePath: executable }),
});
const pictures: Buffer[] = [];
for (const side of SIDES) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  await page.setContent(
    `<body style="margin:0"><img style="display:block;width:100%" src="data:image/svg+xml;base64,${svg}"></body>`,
  );
  pictures.push(await page.screenshot({ omitBackground: true }));
}
await browser.close();

// The format of icons: a head, an entry for each picture, then the pictures, as PNG.
const head = Buffer.alloc(6 + 16 * SIDES.length);
head.writeUInt16LE(1, 2);
head.writeUInt16LE(SIDES.length, 4);
let offset = head.length;
for (const [index, picture] of pictures.entries()) {
  const entry = 6 + 16 * index;
  const side = SIDES[index] ?? 0;
  // 256 is written as 0.
  head.writeUInt8(side % 256, entry);
  head.writeUInt8(side % 256, entry + 1);
  head.writeUInt16LE(1, entry + 4);
  head.writeUInt16LE(32, entry + 6);
  head.writeUInt32LE(picture.length, entry + 8);
  head.writeUInt32LE(offset, entry + 12);
  offset += picture.length;
}
writeFileSync(path.join(folder, 'icon.ico'), Buffer.concat([head, ...pictures]));
