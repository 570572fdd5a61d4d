import type { Picture } from '../devices/virtual-display.ts';
import { openEye } from './recognise-picture.ts';

/** Decodes a PNG, in the browser that looks at things. */
export async function readPicture(png: Buffer): Promise<Picture> {
  const eye = await openEye();
  const { width, height, base64 } = await eye.evaluate(
    async (source) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no canvas');
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      let bytes = '';
      for (let at = 0; at < data.length; at += 4) {
        bytes += String.fromCharCode(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
      }
      return { width: canvas.width, height: canvas.height, base64: btoa(bytes) };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );
  return { width, height, pixels: Buffer.from(base64, 'base64') };
}
