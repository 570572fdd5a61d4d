import { existsSync, readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { letterCodeGroups } from '../../../src-shared/values/letter-code.ts';
import { makeQrCode } from './qr-code.ts';
import type { LetterText } from './letter-text.ts';
import type { Letterhead } from '../../basics/settings/letterhead.ts';

/** Everything that one printed letter shows. */
export interface Letter {
  /** Batch and number within it. It identifies the letter without naming the holder. */
  readonly reference: string;
  readonly letterhead: Letterhead;
  /** Lines of the address block (see address-block.ts). */
  readonly address: readonly string[];
  /** Null: it has none. */
  readonly code: string | null;
  readonly text: LetterText;
  /** Becomes the date of the file, so that the same letter always gives the same bytes. */
  readonly writtenOn: Date;
}

/** Points per millimetre. */
const MM = 72 / 25.4;

/** Folder of the fonts: beside the bundle where the hub is built, otherwise in the sources. */
const FONTS = ['resources/letters/', '../../../resources/letters/']
  .map((folder) => new URL(folder, import.meta.url))
  .find((folder) => existsSync(folder));

const font = (name: string): Buffer => readFileSync(new URL(`AtkinsonHyperlegibleNext-${name}.ttf`, FONTS));
const REGULAR = font('Regular');
const BOLD = font('Bold');

const INK = '#111111';
const ACCENT = '#0b5563';
const RULE = '#9aa5a8';

/** Left and right edge of the text, in millimetres. */
const LEFT = 20;
const WIDTH = 170;

/**
 * Place of the address, in millimetres. It stays visible in the window of a DL envelope (35 or 45 by 100 mm, 20 mm from
 * the right and the bottom), however the folded sheet moves.
 */
const ADDRESS = { left: 110, top: 54, width: 80, leading: 4 } as const;

/** The sheet is folded at 99 and 198 mm; the letter begins below the first fold. Millimetres. */
const BODY_TOP = 104;

/** Size of one module of the QR code, in millimetres. The code has 21 by 21; any scanner reads it at arm's length. */
const MODULE = 1.3;

/** Makes the PDF of one letter: one A4 page with embedded fonts. The same letter gives the same bytes. */
export async function drawLetter(letter: Letter): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    lang: 'fr-FR',
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: letter.text.title,
      Author: letter.letterhead.name,
      Subject: letter.reference,
      Creator: 'Borne Adhérent',
      Producer: 'PDFKit',
      CreationDate: letter.writtenOn,
      ModDate: letter.writtenOn,
    },
  });
  const pieces: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  doc.registerFont('regular', REGULAR).registerFont('bold', BOLD);
  doc.fillColor(INK).lineGap(0);
  drawSender(doc, letter);
  drawAddress(doc, letter.address);
  drawBody(doc, letter);
  drawFoot(doc, letter);
  doc.end();
  return done;
}

type Doc = PDFKit.PDFDocument;

/** Writes a paragraph. @returns where it ends, in millimetres */
function write(
  doc: Doc,
  text: string,
  at: { x?: number; y: number; width?: number; size?: number; bold?: boolean; gap?: number },
): number {
  doc.font(at.bold === true ? 'bold' : 'regular').fontSize(at.size ?? 11.5);
  doc.text(text, (at.x ?? LEFT) * MM, at.y * MM, {
    width: (at.width ?? WIDTH) * MM,
    lineGap: at.gap ?? 2,
  });
  return doc.y / MM;
}

function drawSender(doc: Doc, { letterhead }: Letter): void {
  doc.fillColor(ACCENT);
  let y = write(doc, letterhead.name, { y: 15, width: 80, size: 18, bold: true });
  doc.fillColor(INK);
  for (const line of [...letterhead.address, letterhead.phone, letterhead.email])
    y = write(doc, line, { y, width: 80, size: 9.5, gap: 1 });
}

function drawAddress(doc: Doc, lines: readonly string[]): void {
  doc.font('regular').fontSize(10.5);
  const widest = Math.max(...lines.map((line) => doc.widthOfString(line)));
  const size = Math.min(10.5, (10.5 * ADDRESS.width * MM) / widest);
  doc.fontSize(size);
  lines.forEach((line, index) => {
    doc.text(line, ADDRESS.left * MM, (ADDRESS.top + index * ADDRESS.leading) * MM, { lineBreak: false });
  });
}

function drawBody(doc: Doc, { text, code }: Letter): void {
  let y = write(doc, text.date, { y: BODY_TOP, size: 10.5 });
  y = write(doc, text.title, { y: y + 3, size: 17, bold: true });
  y = write(doc, text.greeting, { y: y + 2.5 });
  y = write(doc, text.opening, { y: y + 1.5 });
  if (code !== null) y = drawCode(doc, y + 3, text, code);
  y = write(doc, text.stepsTitle, { y: y + 5, size: 13, bold: true });
  for (const [index, step] of text.steps.entries()) {
    write(doc, `${index + 1}.`, { y: y + 1, width: 6, bold: true });
    y = write(doc, step, { x: LEFT + 7, y: y + 1, width: WIDTH - 7 });
  }
  y = write(doc, text.adviceTitle, { y: y + 3.5, size: 13, bold: true });
  y = write(doc, text.advice, { y: y + 1 });
  if (text.summary !== null) write(doc, text.summary, { y: y + 3, size: 10, gap: 1 });
}

/** Draws the frame with the code in large type and as QR code. @returns its lower edge, in millimetres */
function drawCode(doc: Doc, top: number, text: LetterText, code: string): number {
  const qrCode = makeQrCode(code);
  const side = qrCode.size * MODULE;
  const quiet = 4 * MODULE;
  const height = side + 2 * quiet;
  doc.lineWidth(1).strokeColor(RULE);
  doc.roundedRect(LEFT * MM, top * MM, WIDTH * MM, height * MM, 2 * MM).stroke();
  const width = WIDTH - height - 8;
  const below = write(doc, text.codeLabel, { x: LEFT + 7, y: top + 5.5, width, size: 11 });
  // Readers copy the code character by character: wide gaps between groups, some space between characters.
  doc.font('bold').fontSize(32);
  doc.text(letterCodeGroups(code).join('  '), (LEFT + 7) * MM, (below + 0.5) * MM, {
    characterSpacing: 2,
    lineBreak: false,
  });
  write(doc, text.expiry, { x: LEFT + 7, y: below + 16, width, size: 11 });
  const x = LEFT + WIDTH - quiet - side;
  const y = top + quiet;
  for (const run of qrCode.runs)
    doc.rect((x + run.x * MODULE) * MM, (y + run.y * MODULE) * MM, run.length * MODULE * MM, MODULE * MM);
  doc.fill(INK);
  return top + height;
}

function drawFoot(doc: Doc, { text, reference }: Letter): void {
  doc
    .lineWidth(0.5)
    .moveTo(LEFT * MM, 279 * MM)
    .lineTo((LEFT + WIDTH) * MM, 279 * MM)
    .stroke();
  write(doc, text.help, { y: 281, size: 9.5 });
  doc.font('regular').fontSize(8.5);
  doc.text(reference, LEFT * MM, 281 * MM, { width: WIDTH * MM, align: 'right', lineBreak: false });
}
