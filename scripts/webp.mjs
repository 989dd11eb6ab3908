// Pictures of the screen, cut and written as WebP, which is a third of a PNG. The browser does it.
import { readFileSync } from 'node:fs';

/**
 * A part of a picture, as PNG and as WebP.
 * @param {import('playwright-core').Page} desk a page that lets things be loaded
 * @param {string} file a PNG
 * @param {number[]} part x, y, width, height
 */
export async function cutPicture(desk, file, [x, y, width, height]) {
  const png = `data:image/png;base64,${readFileSync(file).toString('base64')}`;
  const urls = await desk.evaluate(
    async (given) => {
      const image = await createImageBitmap(await (await fetch(given.png)).blob());
      const canvas = document.createElement('canvas');
      canvas.width = given.width;
      canvas.height = given.height;
      canvas.getContext('2d').drawImage(image, -given.x, -given.y);
      return [canvas.toDataURL('image/png'), canvas.toDataURL('image/webp', 0.85)];
    },
    { png, x, y, width, height },
  );
  const [cut, webp] = urls.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  return { png: cut, webp };
}
