import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './sheet.ts';

/*
 * The parts of an XLSX, one at a time and streamed. Only the central directory is believed, and it only as far as it goes:
 * what really comes out of a part is counted, so that a bomb or a lying size ends the reading, not the process.
 */

const most = { parts: 2000, directory_bytes: 4_000_000, inflated_bytes: 400_000_000, ratio: 150, ratioFrom_bytes: 20_000_000 } as const;

type Part = { readonly name: string; readonly method: number; readonly packed_bytes: number; readonly at: number };

export type Zip = {
  readonly names: ReadonlySet<string>;
  /** Packed bytes handed out so far. */
  readBytes(): number;
  open(name: string): Readable | undefined;
  close(): Promise<void>;
};

const unreadable = () => new UnreadableFile('file-unreadable');

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  if (bytesRead < length) throw unreadable();
  return buffer;
}

// APPNOTE.TXT 4.3.16: the end record stands last, behind it at most a comment of 65,535 bytes.
async function findEnd(file: FileHandle, size: number): Promise<{ readonly count: number; readonly at: number; readonly bytes: number }> {
  const length = Math.min(size, 65_557);
  const tail = await bytesAt(file, size - length, length);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + 22 > tail.length) throw unreadable();
  return { count: tail.readUInt16LE(at + 10), bytes: tail.readUInt32LE(at + 12), at: tail.readUInt32LE(at + 16) };
}

async function readDirectory(file: FileHandle): Promise<readonly Part[]> {
  const { size } = await file.stat();
  const end = await findEnd(file, size);
  if (end.count > most.parts || end.bytes > most.directory_bytes || end.at + end.bytes > size) throw new UnreadableFile('file-bomb');
  const directory = await bytesAt(file, end.at, end.bytes);
  const parts: Part[] = [];
  for (let at = 0; parts.length < end.count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const nameLength = directory.readUInt16LE(at + 28);
    const isEncrypted = (directory.readUInt16LE(at + 8) & 1) === 1;
    if (isEncrypted) throw new UnreadableFile('file-encrypted');
    parts.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength).replace(/^\//, ''),
      method: directory.readUInt16LE(at + 10),
      packed_bytes: directory.readUInt32LE(at + 20),
      at: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return parts;
}

export async function openZip(path: string): Promise<Zip> {
  const file = await open(path, 'r');
  try {
    const parts = await readDirectory(file);
    const byName = new Map(parts.map((part) => [part.name, part]));
    // Two parts of one name, or parts that lie over each other, are made to show one reader this and another that.
    if (byName.size !== parts.length) throw unreadable();
    const counted = { packed: 0, inflated: 0 };
    return {
      names: new Set(byName.keys()),
      readBytes: () => counted.packed,
      open: (name) => {
        const part = byName.get(name);
        return part && inflated(file, part, counted);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function inflated(file: FileHandle, part: Part, counted: { packed: number; inflated: number }): Readable {
  if (part.method !== 0 && part.method !== 8) throw unreadable();
  const source = packedBytes(file, part, counted);
  let out_bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      out_bytes += chunk.length;
      counted.inflated += chunk.length;
      const swells = out_bytes > most.ratioFrom_bytes && out_bytes > part.packed_bytes * most.ratio;
      done(swells || counted.inflated > most.inflated_bytes ? new UnreadableFile('file-bomb') : null, chunk);
    },
  });
  const packed = Readable.from(source);
  const unpacked = part.method === 8 ? packed.on('error', (error) => meter.destroy(error)).pipe(createInflateRaw()) : packed;
  unpacked.on('error', () => meter.destroy(unreadable()));
  return unpacked.pipe(meter);
}

async function* packedBytes(file: FileHandle, part: Part, counted: { packed: number }): AsyncGenerator<Buffer> {
  const head = await bytesAt(file, part.at, 30);
  if (head.readUInt32LE(0) !== 0x04034b50) throw unreadable();
  let at = part.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  for (let left = part.packed_bytes; left > 0; ) {
    const chunk = await bytesAt(file, at, Math.min(left, 65_536));
    at += chunk.length;
    left -= chunk.length;
    counted.packed += chunk.length;
    yield chunk;
  }
}
