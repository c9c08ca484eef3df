import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { problems } from '#platform/problem';

/** What a scanner for malicious software says of a file on our disk. */
export type Scan = (path: string) => Promise<'clean' | 'infected'>;

const patience_ms = 60_000;

function answered(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.setTimeout(patience_ms, () => socket.destroy(new Error('the scanner is silent')));
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    socket.on('end', () => resolve(said.replaceAll('\0', '').trim()));
    socket.on('close', () => reject(new Error('the scanner hung up')));
    socket.on('error', reject);
  });
}

async function send(socket: Socket, path: string): Promise<void> {
  const write = (bytes: Buffer | string) => new Promise<void>((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())));
  const length = Buffer.alloc(4);
  await write('zINSTREAM\0');
  for await (const chunk of createReadStream(path)) {
    length.writeUInt32BE((chunk as Buffer).length);
    await write(Buffer.concat([length, chunk as Buffer]));
  }
  await write(Buffer.alloc(4));
}

/**
 * `clamd://host:port`, the daemon of ClamAV (clamd(8), INSTREAM). While it is away, or will not judge, nothing is taken in: who
 * sends a file is told to come back.
 */
export function clamd(url: string): Scan {
  const { hostname, port } = new URL(url);
  return async (path) => {
    const socket = connect(Number(port) || 3310, hostname);
    try {
      const verdict = answered(socket);
      // It hangs up in the middle of what is too large for it: then its answer says why, not the broken line.
      const [said] = await Promise.all([verdict, send(socket, path).catch(() => undefined)]);
      if (said.endsWith(' FOUND')) return 'infected';
      if (said.endsWith(': OK')) return 'clean';
      throw new Error('the scanner did not judge');
    } catch {
      throw problems.unavailable(60);
    } finally {
      socket.destroy();
    }
  };
}
