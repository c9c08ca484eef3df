import { createCanvas } from '@napi-rs/canvas';

/** Where it was taken, as a telephone writes it into its pictures. */
export const secretPlace = '-8.5833 116.1167';

/** A photo as a telephone takes it: a picture, and in front of it what nobody sees. */
export function photo(): Buffer {
  const canvas = createCanvas(320, 240);
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#6f7f5a';
  pen.fillRect(0, 0, 320, 240);
  pen.fillStyle = '#3c342a';
  pen.fillRect(0, 150, 320, 60);
  const picture = canvas.toBuffer('image/jpeg');
  const hidden = Buffer.from(`Exif\0\0${secretPlace}`, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(hidden.length + 2, 2);
  return Buffer.concat([picture.subarray(0, 2), head, hidden, picture.subarray(2)]);
}
