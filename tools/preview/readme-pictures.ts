/**
 * Remakes the pictures of README from the sample views, and two contact sheets with one view of each screen.
 * Usage, after a build: `node tools/preview/readme-pictures.ts [FOLDER]`; the folder is `docs/images` unless it is named.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { drawPictogram } from '../../src-main/challenge/draw-pictogram.ts';
import { loadPictograms } from '../../src-main/challenge/load-pictograms.ts';
import { inLanguage } from '../../src-shared/messages/languages.ts';
import { seededRandom } from '../../test/support/seeded-random.ts';
import { LayoutPage } from '../layout/layout-check.ts';
import type { PanelSize } from '../layout/views.ts';
import type { Sample } from './sample.ts';
import { samples } from './sample-views.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const folder = path.resolve(process.argv[2] ?? path.join(ROOT, 'docs', 'images'));

/** Half of the pixels of the reference panels: the page is drawn at this size, nothing is scaled. */
const PANELS: readonly PanelSize[] = [
  { name: 'portrait', width: 540, height: 960, diagonal: 21.5, scale: 1, physical: false },
  { name: 'landscape', width: 960, height: 540, diagonal: 21.5, scale: 1, physical: false },
];

/** Picture of README or a decision, and the sample that it shows. Letter and page of head office are made elsewhere. */
const PICTURES: Readonly<Record<string, string>> = {
  attract: 'attract',
  identify: 'identify',
  'enter-code': 'enter-code',
  'define-password': 'define-password',
  'anti-robot': 'define-password-robot',
  'letter-code': 'letter-code',
  'account-birth-date': 'account-request-birth',
  'account-pending': 'activated-pending',
  'password-done': 'password-done-kept',
  'account-request': 'account-request-name',
  'space-home': 'space-home',
  'space-reimbursements': 'space-reimbursements',
  'space-receipt': 'space-documents-done',
  'space-delegation': 'space-delegation-scope',
};

/** Width of a view on a contact sheet, and views in a row. */
const SHEETS = { portrait: { width: 84, columns: 15 }, landscape: { width: 150, columns: 10 } } as const;

const known = samples(Date.UTC(2026, 10, 29, 9)).map(withPictograms);
const layout = await LayoutPage.open();
for (const panel of PANELS) {
  const shots: Buffer[] = [];
  for (const sample of oneOfEach(known)) {
    const page = await layout.show(panel, sample);
    shots.push(await page.screenshot());
  }
  if (panel.name === 'portrait') {
    for (const [picture, name] of Object.entries(PICTURES)) {
      const sample = known.find((one) => one.name === name);
      if (sample === undefined) throw new Error(`no sample ${name}`);
      const page = await layout.show(panel, sample);
      await page.screenshot({ path: path.join(folder, `${picture}.png`) });
    }
  }
  const { width, columns } = SHEETS[panel.name as keyof typeof SHEETS];
  const file = path.join(folder, `screens-${panel.name}.jpg`);
  writeFileSync(file, await sheetOf(await layout.blank(), shots, width, columns));
  console.log(`${shots.length} screens on ${file}`);
}
await layout.close();

/** The sample with pictures of the anti-robot as the kiosk draws them: samples have plain shapes. */
function withPictograms(sample: Sample): Sample {
  const { screen } = sample.view;
  if (!('challenge' in screen) || screen.challenge?.way !== 'picture') return sample;
  const { word, pictures } = screen.challenge;
  const all = loadPictograms();
  const wanted = all.find((pictogram) => inLanguage(pictogram, 'fr') === word);
  if (wanted === undefined) throw new Error(`no pictogram of ${word}`);
  // The wanted one among others, always the same, so that a picture changes with its screen alone.
  const step = Math.floor(all.length / pictures.length);
  const others = all
    .filter((pictogram, at) => pictogram !== wanted && at % step === 0)
    .slice(0, pictures.length - 1);
  const random = seededRandom(pictures.length);
  const drawn = [...others.slice(0, 2), wanted, ...others.slice(2)].map((pictogram, at) => ({
    id: pictures[at]?.id ?? '',
    image: drawPictogram(pictogram, random),
  }));
  const challenge = { ...screen.challenge, pictures: drawn };
  return { ...sample, view: { ...sample.view, screen: { ...screen, challenge } } };
}

/** The first sample of each screen and of each of its parts, in French. */
function oneOfEach(all: readonly Sample[]): Sample[] {
  const chosen = new Map<string, Sample>();
  for (const sample of all) {
    const { screen, language, textSize, highContrast } = sample.view;
    if (language !== 'fr' || textSize !== 'normal' || highContrast) continue;
    const phase =
      'content' in screen && typeof screen.content === 'object' ? '' : (sample.steps?.join(' ') ?? '');
    const key = `${screen.id} ${phase}`;
    if (!chosen.has(key)) chosen.set(key, sample);
  }
  return [...chosen.values()];
}

/** Pictures side by side. */
async function sheetOf(
  page: Page,
  shots: readonly Buffer[],
  width: number,
  columns: number,
): Promise<Buffer> {
  const images = shots.map(
    (shot) => `<img width="${width}" src="data:image/png;base64,${shot.toString('base64')}">`,
  );
  await page.setViewportSize({ width: columns * (width + 8) + 8, height: 100 });
  await page.setContent(
    `<body style="margin:4px;padding:4px;display:grid;grid-template-columns:repeat(${columns},${width}px);gap:8px;background:#d8d2c6">${images.join('')}</body>`,
  );
  const sheet = await page.screenshot({ fullPage: true, type: 'jpeg', quality: 70 });
  await page.close();
  return sheet;
}
