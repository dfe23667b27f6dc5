import type { Page } from '@playwright/test';
import { placeOf } from './editor';
import type { Color } from './png';

/** The colour that a person sees at a pixel of the picture. */
export async function seenAt(page: Page, x: number, y: number): Promise<Color> {
  const at = await placeOf(page, x + 0.5, y + 0.5);
  const shot = await page.screenshot({ clip: { x: Math.floor(at.x), y: Math.floor(at.y), width: 1, height: 1 } });
  return await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(image, 0, 0);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return [red, green, blue] as const;
  }, shot.toString('base64'));
}
