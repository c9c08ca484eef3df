import { describe, expect, it } from 'vitest';
import { withoutMetadata } from './photo-metadata.ts';

const segment = (marker: number, payload: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
};
const gps = Buffer.from('-8.5833 116.1167', 'latin1');
const exif = (orientation: number) => {
  const tiff = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, gps]));
};
const quantization = segment(0xdb, Buffer.alloc(65, 1));
const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd1, 0x56])]);
const jpeg = (...parts: readonly Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts, quantization, scan, Buffer.from([0xff, 0xd9])]);

describe('a JPEG photo', () => {
  it('A14: loses place, XMP, IPTC and comments, and keeps every byte of the picture', () => {
    const photo = jpeg(exif(1), segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<gps/>')), segment(0xed, gps), segment(0xfe, gps));
    const clean = withoutMetadata(photo, 'image/jpeg');
    expect(clean?.equals(jpeg())).toBe(true);
  });

  it('keeps how it is to be turned, and nothing else of its Exif', () => {
    const clean = withoutMetadata(jpeg(exif(6)), 'image/jpeg');
    expect(clean?.includes(gps)).toBe(false);
    const at = clean?.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])) ?? -1;
    expect(at).toBeGreaterThan(0);
  });

  it('loses a second picture hidden behind its end, with that picture’s metadata', () => {
    const clean = withoutMetadata(Buffer.concat([jpeg(), jpeg(exif(1))]), 'image/jpeg');
    expect(clean?.equals(jpeg())).toBe(true);
  });

  it('keeps its colour profile and not the index of further pictures', () => {
    const profile = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01data', 'latin1'));
    const index = segment(0xe2, Buffer.from('MPF\0more', 'latin1'));
    expect(withoutMetadata(jpeg(profile, index), 'image/jpeg')?.equals(jpeg(profile))).toBe(true);
  });

  it('F9: with corrupt Exif loses it; without an end it is refused, not passed on', () => {
    expect(withoutMetadata(jpeg(segment(0xe1, Buffer.from('Exif\0\0MM', 'latin1'))), 'image/jpeg')?.equals(jpeg())).toBe(true);
    expect(withoutMetadata(jpeg().subarray(0, 60), 'image/jpeg')).toBeUndefined();
    expect(withoutMetadata(Buffer.from('not a picture'), 'image/jpeg')).toBeUndefined();
  });
});

it('F9: a picture cut into more parts than any camera makes is refused, whatever its kind', () => {
  const many = 60_000;
  const [part, piece, webpPiece] = [segment(0xdb, Buffer.alloc(0)), chunk('IDAT', Buffer.alloc(0)), Buffer.from('ALPH\0\0\0\0', 'latin1')];
  const repeated = (bytes: Buffer) => Buffer.alloc(bytes.length * many, bytes);
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), repeated(piece), chunk('IEND', Buffer.alloc(0))]);
  const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), repeated(webpPiece)]);
  webp.writeUInt32LE(webp.length - 8, 4);
  expect(withoutMetadata(jpeg(repeated(part)), 'image/jpeg')).toBeUndefined();
  expect(withoutMetadata(png, 'image/png')).toBeUndefined();
  expect(withoutMetadata(webp, 'image/webp')).toBeUndefined();
});

const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};

describe('a PNG', () => {
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const picture = [chunk('IHDR', Buffer.alloc(13)), chunk('IDAT', Buffer.from([1, 2, 3]))];

  it('A14: loses Exif, texts and time, and what follows its end', () => {
    const photo = Buffer.concat([
      head,
      ...picture,
      chunk('eXIf', gps),
      chunk('tEXt', gps),
      chunk('tIME', Buffer.alloc(7)),
      chunk('IEND', Buffer.alloc(0)),
      gps,
    ]);
    expect(withoutMetadata(photo, 'image/png')?.equals(Buffer.concat([head, ...picture, chunk('IEND', Buffer.alloc(0))]))).toBe(true);
  });

  it('cut short is refused', () => {
    expect(withoutMetadata(Buffer.concat([head, ...picture]), 'image/png')).toBeUndefined();
  });
});

describe('a WebP', () => {
  const part = (type: string, data: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type, 'latin1'), size, data, Buffer.alloc(data.length % 2)]);
  };
  const webp = (...parts: readonly Buffer[]) => {
    const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...parts]);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from('RIFF', 'latin1'), size, body]);
  };
  const flags = (value: number) => part('VP8X', Buffer.from([value, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

  it('A14: loses Exif and XMP, and no longer says that it has them', () => {
    const photo = webp(flags(0x1c), part('VP8 ', Buffer.from([1, 2, 3])), part('EXIF', gps), part('XMP ', gps));
    expect(withoutMetadata(photo, 'image/webp')?.equals(webp(flags(0x10), part('VP8 ', Buffer.from([1, 2, 3]))))).toBe(true);
  });
});
