import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openHouse } from '#test/house';
import { jsonReply, type Route, route } from '#platform/http';
import { clamd } from './scan.ts';

// The test file of all scanners (eicar.org), in two parts, so that no scanner takes this file away.
const eicar = Buffer.from(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`);
const clean = Buffer.from('%PDF-1.7\n%%EOF');

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Speaks INSTREAM as clamd does: reads whole chunks, refuses more than `most`, answers once the empty one has come. */
function judge(most: number) {
  return (socket: Socket) => {
    let held = Buffer.alloc(0);
    const content: Buffer[] = [];
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      if (content.length === 0 && held.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) held = held.subarray(10);
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE(0)) {
        const length = held.readUInt32BE(0);
        content.push(held.subarray(4, 4 + length));
        held = held.subarray(4 + length);
        const whole = Buffer.concat(content);
        if (whole.length > most) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
        if (length === 0) return void socket.end(whole.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
      }
    });
  };
}

async function scanner(speak: (socket: Socket) => void): Promise<string> {
  const server = createServer(speak).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `clamd://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const taken: string[] = [];
const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/kirim',
    allow: 'public',
    maxFile_bytes: 2_000_000,
    input: z.looseObject({}),
    handle: (ctx) => {
      taken.push(...(ctx.files['a'] ?? []).map((file) => file.mediaType));
      return jsonReply(ctx.files['a']?.map((file) => file.mediaType));
    },
  }),
];

async function sending(url: string, ...contents: readonly Buffer[]) {
  const house = await openHouse(routes, { scan: clamd(url) });
  const form = new FormData();
  for (const content of contents) form.append('a', new Blob([new Uint8Array(content)]), 'surat.pdf');
  const answer = await house.post('/kirim', form);
  expect(await house.uploads()).toEqual([]);
  return answer;
}

describe('F13: a file that comes in is looked through', () => {
  test('and the one with malicious software is of no type that anybody accepts, wherever in it that stands', async () => {
    const deep = Buffer.concat([clean, Buffer.alloc(65_536 - 40, 32), eicar, Buffer.alloc(300_000, 32)]);
    const answer = await sending(await scanner(judge(1_000_000)), clean, Buffer.concat([clean, eicar]), deep);
    expect(await answer.json()).toEqual(['application/pdf', 'application/x-infected', 'application/x-infected']);
  });

  test.each<readonly [string, (socket: Socket) => void]>([
    ['hangs up', (socket) => void socket.destroy()],
    ['will not judge what is so large', judge(1000)],
    ['answers something else', (socket) => void socket.end('UNKNOWN COMMAND\0')],
  ])('and is not taken while the scanner %s', async (_what, speak) => {
    taken.length = 0;
    const answer = await sending(await scanner(speak), Buffer.concat([clean, Buffer.alloc(500_000, 32)]));
    expect([answer.status, answer.headers.get('retry-after'), taken]).toEqual([503, '60', []]);
  });

  test('and is not taken while the scanner is away', async () => {
    taken.length = 0;
    expect([(await sending('clamd://127.0.0.1:9', clean)).status, taken]).toEqual([503, []]);
  });
});
