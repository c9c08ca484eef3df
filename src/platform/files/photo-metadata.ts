/*
 * Photos without what cameras write into them: place, time, device, owner. How the picture is to be turned stays, since a photo
 * on its side helps nobody. JPEG after ITU T.81 and Exif 2.3, PNG after W3C PNG (third edition), WebP after RFC 9649.
 */

/** The same picture; undefined when the bytes are not what they claim to be. */
export function withoutMetadata(bytes: Buffer, mediaType: string): Buffer | undefined {
  try {
    if (mediaType === 'image/jpeg') return cleanJpeg(bytes);
    if (mediaType === 'image/png') return cleanPng(bytes);
    return mediaType === 'image/webp' ? cleanWebp(bytes) : bytes;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Cameras make a few dozen parts, the largest PNG some thousands; a picture of millions is made to keep us busy. */
const maxParts = 20_000;

/** One part more that stays. */
function keep(kept: Buffer[], part: Buffer): void {
  if (kept.length >= maxParts) throw new RangeError('the picture has too many parts');
  kept.push(part);
}

const [soi, eoi, sos] = [0xd8, 0xd9, 0xda];
/** APP1 (Exif, XMP), APP2 other than a colour profile (further pictures), APP3 to APP13 (IPTC and makers' own), APP15, comments. */
function isPrivate(marker: number, payload: Buffer): boolean {
  if (marker === 0xe2) return !payload.toString('latin1', 0, 12).startsWith('ICC_PROFILE');
  return marker === 0xe1 || (marker >= 0xe3 && marker <= 0xed) || marker === 0xef || marker === 0xfe;
}

function cleanJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes.readUInt16BE(0) !== 0xff00 + soi) return undefined;
  const kept: Buffer[] = [];
  let turned = 1;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // What follows the end of the picture is another file: motion, depth, the same photo once more with its metadata.
    if (marker === eoi) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    const payload = bytes.subarray(at + 4, end);
    if (marker === 0xe1) turned = orientationOf(payload) ?? turned;
    const next = marker === sos ? endOfScan(bytes, end) : end;
    if (!isPrivate(marker, payload)) keep(kept, bytes.subarray(at, next));
    at = next;
  }
  return Buffer.concat([Buffer.from([0xff, soi]), ...(turned > 1 ? [orientationSegment(turned)] : []), ...kept, Buffer.from([0xff, eoi])]);
}

// Within a scan a marker is FF and anything but a stuffed 00 or a restart.
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RangeError('the picture has no end');
}

const exifHead = Buffer.from('Exif\0\0', 'latin1');
const orientationTag = 0x0112;

// Cameras write strange Exif; since it goes anyway, what cannot be read turns nothing.
function orientationOf(payload: Buffer): number | undefined {
  if (!payload.subarray(0, 6).equals(exifHead)) return undefined;
  try {
    return readOrientation(payload.subarray(6));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readOrientation(tiff: Buffer): number | undefined {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * 12;
    if (short(at) === orientationTag) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : undefined;
  }
  return undefined;
}

/** An Exif segment of one entry. */
function orientationSegment(turned: number): Buffer {
  const tiff = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + exifHead.length + tiff.length]);
  return Buffer.concat([head, exifHead, tiff]);
}

const pngHead = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const pngPrivate = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']);

function cleanPng(bytes: Buffer): Buffer | undefined {
  if (!bytes.subarray(0, 8).equals(pngHead)) return undefined;
  const kept: Buffer[] = [pngHead];
  for (let at = 8; ; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    if (!pngPrivate.has(type)) keep(kept, bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

function cleanWebp(bytes: Buffer): Buffer | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
  const kept: Buffer[] = [];
  const last = Math.min(bytes.length, 8 + bytes.readUInt32LE(4));
  for (let at = 12; at < last; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > last) return undefined;
    const chunk = Buffer.from(bytes.subarray(at, end));
    // Its flags must not promise what is gone: Exif 0x08, XMP 0x04.
    if (type === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
    if (type !== 'EXIF' && type !== 'XMP ') keep(kept, chunk);
    at = end;
  }
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}
