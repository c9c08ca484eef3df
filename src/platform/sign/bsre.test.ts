import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePdf } from '#platform/pdf';
import { bsreSigner } from './bsre.ts';
import { certificateSigner, isSignedWhole } from './certificate-signer.ts';
import { makeKey } from './pkcs12.ts';
import type { Signer } from './signer.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

type Asked = { readonly path: string; readonly authorization: string | undefined; readonly form: Readonly<Record<string, string | Uint8Array>> };
type Answer = { readonly status?: number; readonly json?: unknown; readonly bytes?: Uint8Array; readonly headers?: Record<string, string> };

/** Reads what came as the service does: multipart with the file and its fields. */
async function read(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const form: Record<string, string | Uint8Array> = {};
  if (request.method === 'POST') {
    const body = new Response(Buffer.concat(parts), { headers: { 'content-type': request.headers['content-type'] ?? '' } });
    for (const [name, value] of await body.formData()) form[name] = typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer());
  }
  return { path: request.url ?? '', authorization: request.headers.authorization, form };
}

async function service(answer: (asked: Asked) => Promise<Answer | 'never'>): Promise<string> {
  const speak = async (request: IncomingMessage, response: ServerResponse) => {
    const said = await answer(await read(request));
    if (said === 'never') return;
    const body = said.bytes ?? Buffer.from(JSON.stringify(said.json));
    response.writeHead(said.status ?? 200, { 'content-type': said.bytes ? 'application/pdf' : 'application/json', ...said.headers });
    response.end(body);
  };
  const server = createServer((request, response) => void speak(request, response)).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  return `http://esign:rahasia%3A1@127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const house: { remote: Signer; paper: Uint8Array } = {} as never;
const by = { name: 'Lalu Wirajaya', nik: '5271010101700001', passphrase: 'Frasa#1', at: '2026-11-23T02:00:00Z' };

beforeAll(async () => {
  const key = await makeKey({ name: 'Lalu Wirajaya', from: new Date('2026-01-01'), until: new Date('2036-01-01') });
  house.remote = certificateSigner({ key, stampUrl: '', isDemo: false });
  house.paper = await makePdf({ lang: 'id', layout: 'letter', title: 'Izin', agency: { name: 'Provinsi' }, blocks: [], madeAt: by.at });
});

/** As the service answers: the document, or what was wrong by its own codes. */
async function esign({ path, authorization, form }: Asked): Promise<Answer> {
  if (authorization !== `Basic ${Buffer.from('esign:rahasia:1').toString('base64')}`) return { status: 401, json: { error: 'Unauthorized' } };
  if (path !== '/api/sign/pdf' || form['tampilan'] !== 'invisible' || !(form['file'] instanceof Uint8Array))
    return { status: 400, json: { error: 'Bad Request' } };
  if (form['nik'] !== by.nik) return { status: 400, json: { status_code: 2011, error: 'User tidak terdaftar' } };
  if (form['passphrase'] !== by.passphrase) return { status: 400, json: { status_code: 2031, error: 'Passphrase anda salah' } };
  return { bytes: await house.remote.sign(form['file'], by), headers: { id_dokumen: 'a1b2' } };
}

const fault = (code: string) => ({ name: 'SigningFault', code, message: code });

describe('the national signing service', () => {
  test('signs the document that it is sent, with the official’s number and passphrase', async () => {
    const signed = await bsreSigner(await service(esign)).sign(house.paper, by);
    expect(await isSignedWhole(signed)).toBe(true);
    expect(Buffer.from(signed.subarray(0, house.paper.length)).equals(Buffer.from(house.paper))).toBe(true);
  });

  test('may answer with the document’s number: then it is fetched', async () => {
    const url = await service(async (asked) => {
      if (asked.path === '/api/sign/pdf') return { json: { id_dokumen: 'd0c-1', message: 'Proses berhasil' } };
      return asked.path === '/api/sign/download/d0c-1' ? { bytes: await house.remote.sign(house.paper, by) } : { status: 404, json: {} };
    });
    expect(await isSignedWhole(await bsreSigner(url).sign(house.paper, by))).toBe(true);
  });

  test('says that the passphrase is wrong, or that it does not know the official; the fault quotes nothing that was typed', async () => {
    const signer = bsreSigner(await service(esign));
    const wrong = await signer.sign(house.paper, { ...by, passphrase: 'Frasa#2' }).catch((error: unknown) => error as Error);
    expect(wrong).toMatchObject(fault('wrong-passphrase'));
    expect(JSON.stringify(wrong) + String((wrong as Error).stack)).not.toMatch(/Frasa|5271010101700001|rahasia/);
    await expect(signer.sign(house.paper, { ...by, nik: '5271010101700009' })).rejects.toMatchObject(fault('unknown-signer'));
  });

  test('R19: that is down, slow, fails or refuses us is told apart, and nothing is signed', async () => {
    await expect(bsreSigner('http://a:b@127.0.0.1:9').sign(house.paper, by)).rejects.toMatchObject(fault('unreachable'));
    const slow = bsreSigner(await service(() => Promise.resolve('never')), 200);
    await expect(slow.sign(house.paper, by)).rejects.toMatchObject(fault('slow'));
    for (const [answer, code] of [
      [{ status: 500, json: { error: 'Internal Server Error' } }, 'unreachable'],
      [{ status: 503, bytes: Buffer.from('%PDF-1.7 busy') }, 'unreachable'],
      [{ status: 401, json: { error: 'Unauthorized' } }, 'not-signed'],
    ] as const)
      await expect(bsreSigner(await service(() => Promise.resolve(answer))).sign(house.paper, by), code).rejects.toMatchObject(fault(code));
  });

  test('R19: garbage is no signature: HTML, our own paper back, a signature over other bytes, a cut answer, a number that leads elsewhere', async () => {
    const signed = await house.remote.sign(house.paper, by);
    const other = new Uint8Array(signed);
    other[300] = (other[300] ?? 0) ^ 1;
    const answers: readonly Answer[] = [
      { bytes: Buffer.from('<html>Selamat datang</html>') },
      { json: {} },
      { json: { id_dokumen: '../../etc' } },
      { bytes: house.paper },
      { bytes: other },
      { bytes: signed.subarray(0, signed.length - 100) },
      { bytes: new Uint8Array(Buffer.concat([signed, Buffer.from('\n%more')])) },
    ];
    for (const [at, answer] of answers.entries())
      await expect(bsreSigner(await service(() => Promise.resolve(answer))).sign(house.paper, by), `answer ${at}`).rejects.toMatchObject(fault('garbled'));
  });
});
