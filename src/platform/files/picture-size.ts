import { type FileHandle, open } from 'node:fs/promises';

/* How many pixels a picture says that it has, from its first bytes; nothing of it is decoded. */

type Size = { readonly width: number; readonly height: number };

/** Cameras of 108 megapixels exist. Each pixel takes four bytes in the browser of who opens it. */
const maxPixels = 120_000_000;

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new RangeError('the picture ends early');
  return buffer;
}

// Frame headers: SOF0 to SOF15 without DHT (C4), JPG (C8) and DAC (CC), ITU T.81 table B.1.
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

const maxSegments = 2000;

async function sizeOfJpeg(file: FileHandle): Promise<Size> {
  let at = 2;
  for (let segment = 0; segment < maxSegments; segment += 1) {
    const head = await bytesAt(file, at, 4);
    const marker = head.readUInt8(1);
    if (head[0] !== 0xff) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) {
      const frame = await bytesAt(file, at + 5, 4);
      return { height: frame.readUInt16BE(0), width: frame.readUInt16BE(2) };
    }
    at += 2 + head.readUInt16BE(2);
  }
  throw new RangeError('the picture has no frame');
}

// RFC 9649: an extended, a lossless or a lossy file.
async function sizeOfWebp(file: FileHandle): Promise<Size> {
  const head = await bytesAt(file, 12, 18);
  const kind = head.toString('latin1', 0, 4);
  if (kind === 'VP8X') return { width: head.readUIntLE(12, 3) + 1, height: head.readUIntLE(15, 3) + 1 };
  if (kind === 'VP8L') return { width: (head.readUInt32LE(9) & 0x3fff) + 1, height: ((head.readUInt32LE(9) >>> 14) & 0x3fff) + 1 };
  return { width: head.readUInt16LE(14) & 0x3fff, height: head.readUInt16LE(16) & 0x3fff };
}

async function sizeOf(file: FileHandle, mediaType: string): Promise<Size> {
  if (mediaType === 'image/jpeg') return sizeOfJpeg(file);
  if (mediaType === 'image/webp') return sizeOfWebp(file);
  const head = await bytesAt(file, 0, 24);
  if (mediaType === 'image/gif') return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) };
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

const pictures: readonly string[] = ['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/gif'];

/** Whether whoever opens it can: not a picture of a few bytes that fills the memory, nor one without a size. Other files always. */
export async function canBeShown(path: string, mediaType: string): Promise<boolean> {
  if (!pictures.includes(mediaType)) return true;
  const file = await open(path);
  try {
    const { width, height } = await sizeOf(file, mediaType);
    return width > 0 && height > 0 && width * height <= maxPixels;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  } finally {
    await file.close();
  }
}
