import type { Browser, Page } from 'playwright';
import { loadPictograms } from '../../../src-main/challenge/load-pictograms.ts';
import type { Pictogram } from '../../../src-main/challenge/pictogram.ts';
import type { Language } from '../../../src-shared/messages/languages.ts';
import { openBrowser } from '../../../tools/preview/open-browser.ts';

let eye: Promise<{ browser: Browser; page: Page }> | undefined;

/** A blank page in a browser of its own, opened the first time: the kiosk under test is only looked at from outside. */
export async function openEye(): Promise<Page> {
  eye ??= (async () => {
    const browser = await openBrowser();
    return { browser, page: await browser.newPage() };
  })();
  return (await eye).page;
}

/** Ends the browser that {@link recognisePicture} opened, if it did. */
export async function closeEye(): Promise<void> {
  const opened = eye;
  eye = undefined;
  await (await opened)?.browser.close();
}

/** The pictogram that a word names. */
export function pictogramFor(word: string, language: Language): Pictogram {
  const pictogram = loadPictograms().find((candidate) => candidate[language] === word);
  if (pictogram === undefined) throw new Error(`no pictogram is called "${word}"`);
  return pictogram;
}

/**
 * Finds the picture that shows the wanted pictogram by comparing drawings, as an eye would.
 * @param images - `data:` URLs as the page shows them
 * @param page - any page that may load such images; without it a browser is opened, which {@link closeEye} ends
 * @returns index of the picture that differs least
 */
export async function recognisePicture(
  images: readonly string[],
  wanted: Pick<Pictogram, 'shapes'>,
  page?: Page,
): Promise<number> {
  const [differences = []] = await compareDrawings(images, [wanted], page);
  return differences.indexOf(Math.min(...differences));
}

/**
 * How much each picture differs from each pictogram at its best: 0 is the same, 1 is black against white.
 * @returns one row a pictogram, one number a picture
 */
export async function compareDrawings(
  images: readonly string[],
  wanted: readonly Pick<Pictogram, 'shapes'>[],
  page?: Page,
): Promise<number[][]> {
  const eyes = page ?? (await openEye());
  return eyes.evaluate(differencesInPage, {
    images: [...images],
    wanted: wanted.map(({ shapes }) => shapes),
  });
}

/** Runs in the page: small rasters of every picture against each pictogram turned and moved in many ways. */
async function differencesInPage({
  images,
  wanted,
}: {
  images: string[];
  wanted: Pictogram['shapes'][];
}): Promise<number[][]> {
  const size = 20;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  const pixels = () => context.getImageData(0, 0, size, size).data;

  /** The pictogram on nothing, so that the picture's own ground can be put behind it: colours, and how bare a pixel is. */
  const drawWanted = (shapes: Pictogram['shapes'], degrees: number, dx: number, dy: number) => {
    context.reset();
    context.translate(size * (0.5 + dx), size * (0.5 + dy));
    context.rotate((degrees * Math.PI) / 180);
    context.scale((size * 0.86) / 32, (size * 0.86) / 32);
    context.translate(-16, -16);
    for (const { d, fill, opacity, evenOdd } of shapes) {
      context.fillStyle = fill;
      context.globalAlpha = opacity ?? 1;
      context.fill(new Path2D(d), evenOdd ? 'evenodd' : 'nonzero');
    }
    const data = pixels();
    const colours = new Float32Array(data.length);
    for (let at = 0; at < data.length; at += 4) {
      const cover = (data[at + 3] ?? 0) / 255;
      for (let channel = 0; channel < 3; channel++) colours[at + channel] = (data[at + channel] ?? 0) * cover;
      colours[at + 3] = 1 - cover;
    }
    return colours;
  };

  const seen: Uint8ClampedArray[] = [];
  for (const url of images) {
    const image = new Image();
    image.src = url;
    await image.decode();
    context.reset();
    context.drawImage(image, 0, 0, size, size);
    seen.push(pixels());
  }

  const difference = (picture: Uint8ClampedArray, variants: Float32Array[]) => {
    const [red = 0, green = 0, blue = 0] = picture;
    let least = Infinity;
    for (const variant of variants) {
      let sum = 0;
      for (let at = 0; at < picture.length && sum < least; at += 4) {
        const bare = variant[at + 3] ?? 0;
        sum +=
          Math.abs((variant[at] ?? 0) + red * bare - (picture[at] ?? 0)) +
          Math.abs((variant[at + 1] ?? 0) + green * bare - (picture[at + 1] ?? 0)) +
          Math.abs((variant[at + 2] ?? 0) + blue * bare - (picture[at + 2] ?? 0));
      }
      least = Math.min(least, sum);
    }
    return least / (size * size * 3 * 255);
  };

  return wanted.map((shapes) => {
    const variants: Float32Array[] = [];
    for (const degrees of [-7, 0, 7]) {
      for (const dx of [-0.035, 0, 0.035]) {
        for (const dy of [-0.035, 0, 0.035]) variants.push(drawWanted(shapes, degrees, dx, dy));
      }
    }
    return seen.map((picture) => difference(picture, variants));
  });
}
