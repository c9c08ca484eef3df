import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';

/** What the QR code in a picture says to a camera, if there is one. */
export async function scan(picture: Uint8Array): Promise<string | undefined> {
  const image = await loadImage(picture);
  const pen = createCanvas(image.width, image.height).getContext('2d');
  pen.drawImage(image, 0, 0);
  return jsqr(new Uint8ClampedArray(pen.getImageData(0, 0, image.width, image.height).data), image.width, image.height)?.data;
}
