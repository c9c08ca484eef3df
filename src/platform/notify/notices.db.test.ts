import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { newestMail } from '#platform/mail';
import { testAgency, testDatabase, testNow } from '#test/db';
import { stoppedChannels } from './channels.ts';
import { type Delivery, openDelivery } from './deliver.ts';
import { textCarrier } from './gateway.ts';
import { choose, findPhone, notify, sentAbout, takeReport } from './notice.ts';

const database = testDatabase();
const ctx = (): Ctx => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });
const about = { kind: 'application', id: '01900000-0000-7000-8000-00000000abcd' };

type Got = { readonly id: string; readonly to: string; readonly text: string; readonly token: string | undefined };
type Behaviour = (got: Got, response: ServerResponse) => void;
const fine: Behaviour = (got, response) => void response.end(JSON.stringify({ id: `gw-${got.id}` }));

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A gateway that keeps what it gets and behaves as it is told. */
async function startGateway() {
  const got: Got[] = [];
  const state: { behave: Behaviour } = { behave: fine };
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const one = { ...(JSON.parse(text) as Omit<Got, 'token'>), token: request.headers.authorization };
      got.push(one);
      state.behave(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve())));
  return { got, state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/kirim`, stop };
}

let gateway: Awaited<ReturnType<typeof startGateway>>;
const failures: { readonly attempts: number; readonly error: string; readonly dead: boolean }[] = [];
const stops: string[] = [];
const clock = { now: testNow };
let delivery: Delivery;

beforeEach(async () => {
  await database.owner.transact('all', (tx) => sql`truncate mail.messages, mail.channels, mail.choices`.execute(tx));
  gateway = await startGateway();
  for (const list of [failures, stops]) list.length = 0;
  clock.now = testNow;
  delivery = openDelivery({
    db: database.app,
    carriers: { sms: textCarrier({ url: gateway.url, token: 'rahasia', patience_ms: 150 }) },
    now: () => clock.now,
    onFailure: (report) => failures.push(report),
    onStopped: (channel, error) => stops.push(`${channel} ${error}`),
  });
});
afterEach(async () => {
  delivery.close();
  await gateway.stop();
});

const choice = { by_mail: false, by_sms: true, phone: '+6281234567890' };
const tell = (email: string | null = 'siti@contoh.id') =>
  ctx().transact((tx) =>
    notify(tx, ctx(), {
      about,
      email,
      lang: 'id',
      subject: 'Permohonan LYN-1 selesai',
      body: 'Kode: 7H3K-92QD',
      short: 'Ada kabar untuk LYN-1: http://contoh.id',
    }),
  );
const chosen = (more: Partial<typeof choice> = {}) => ctx().transact((tx) => choose(tx, about, { ...choice, ...more }, testNow));
const shown = async () => (await ctx().read((tx) => sentAbout(tx, about, 10))).map((one) => `${one.channel} ${one.state}`);
const later = (minutes: number) => (clock.now = clock.now.add({ minutes }));

describe('a notice', () => {
  test('goes by e-mail where nothing was chosen, by what was chosen else, and nowhere without an address', async () => {
    await tell();
    expect(await shown()).toEqual(['mail waiting']);
    await chosen({ by_mail: true });
    await tell();
    expect((await shown()).toSorted()).toEqual(['mail waiting', 'mail waiting', 'sms waiting']);
    await chosen({ by_sms: false });
    await tell();
    await tell(null);
    expect(await shown()).toHaveLength(3);
  });

  test('P2: as a text message holds neither code nor name, only the number and a link', async () => {
    await chosen();
    await tell();
    await delivery.deliver('sms');
    expect(gateway.got).toMatchObject([{ to: '+6281234567890', text: 'Ada kabar untuk LYN-1: http://contoh.id', token: 'Bearer rahasia' }]);
    expect(JSON.stringify(gateway.got)).not.toContain('7H3K');
    expect(await shown()).toEqual(['sms sent']);
  });

  test('R18: is sent once although two processes deliver at once; reports that come twice or in the wrong order end as delivered', async () => {
    await chosen();
    await tell();
    await Promise.all([delivery.deliver('sms'), delivery.deliver('sms')]);
    expect(gateway.got).toHaveLength(1);
    const reference = `gw-${gateway.got[0]!.id}`;
    const report = (outcome: 'delivered' | 'failed') => ctx().transact((tx) => takeReport(tx, reference, outcome, testNow));
    for (const outcome of ['delivered', 'failed', 'delivered'] as const) expect(await report(outcome)).toBe(true);
    expect(await shown()).toEqual(['sms delivered']);
    expect(await ctx().transact((tx) => takeReport(tx, 'gw-lain', 'delivered', testNow))).toBe(false);
  });

  test('R18: that can never be carried (a poison message) fails at once, alarms, and holds up no other', async () => {
    await chosen({ phone: '+6280000000000' });
    await tell();
    await chosen();
    await tell();
    gateway.state.behave = (got, response) => (got.to === '+6280000000000' ? void response.writeHead(422).end('{}') : fine(got, response));
    await delivery.deliver('sms');
    expect((await shown()).toSorted()).toEqual(['sms failed', 'sms sent']);
    expect(failures).toMatchObject([{ attempts: 1, error: 'HTTP_422', dead: true }]);
    expect(await ctx().read((tx) => stoppedChannels(tx, testNow))).toEqual([]);
  });

  const ill: readonly (readonly [name: string, behave: Behaviour, error: string])[] = [
    ['says nothing for 60 s', () => undefined, 'SILENT'],
    ['answers 500', (_got, response) => void response.writeHead(500).end('oops'), 'HTTP_500'],
    ['answers garbage', (_got, response) => void response.end('<html>\u0000'), 'GARBAGE'],
    ['answers without end', (_got, response) => void response.write('{"id":'), 'SILENT'],
    ['cuts the line', (_got, response) => void response.destroy(), 'UNREACHABLE'],
  ];
  test.each(ill)('R19: whose gateway %s waits, is tried again with the same id, and arrives when it is well', async (_name, behave, error) => {
    await chosen();
    await tell();
    gateway.state.behave = behave;
    await delivery.deliver('sms');
    expect(failures).toMatchObject([{ attempts: 1, error, dead: false }]);
    expect(await shown()).toEqual(['sms waiting']);
    gateway.state.behave = fine;
    expect(await delivery.deliver('sms')).toBe(0);
    later(1);
    await delivery.deliver('sms');
    expect(await shown()).toEqual(['sms sent']);
    expect(new Set(gateway.got.map((one) => one.id)).size).toBe(1);
  });

  test('R19: tried eight times over hours lies failed', async () => {
    await chosen();
    await tell();
    gateway.state.behave = (_got, response) => void response.writeHead(503).end();
    for (let n = 0; n < 10; n += 1) {
      await delivery.deliver('sms');
      later(120);
    }
    expect(failures.map((one) => one.attempts)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(failures.at(-1)?.dead).toBe(true);
    expect(await shown()).toEqual(['sms failed']);
  });
});

test('an alarm rises once when a channel stops, stands with its reason, and goes when a message passes', async () => {
  await chosen();
  for (let n = 0; n < 6; n += 1) await tell();
  gateway.state.behave = (_got, response) => void response.writeHead(500).end();
  for (let n = 0; n < 3; n += 1) {
    await delivery.deliver('sms');
    later(1);
  }
  expect(stops).toEqual(['sms HTTP_500']);
  expect(await ctx().read((tx) => stoppedChannels(tx, clock.now))).toMatchObject([{ channel: 'sms', last_error: 'HTTP_500' }]);
  gateway.state.behave = fine;
  later(60);
  await delivery.deliver('sms');
  expect(await ctx().read((tx) => stoppedChannels(tx, clock.now))).toEqual([]);
});

test('one failure that nothing has passed since is an alarm after a quarter of an hour', async () => {
  await chosen();
  await tell();
  gateway.state.behave = (_got, response) => void response.writeHead(500).end();
  await delivery.deliver('sms');
  expect(await ctx().read((tx) => stoppedChannels(tx, testNow))).toEqual([]);
  expect(await ctx().read((tx) => stoppedChannels(tx, testNow.add({ minutes: 15 })))).toHaveLength(1);
});

test('letters and text messages stand in one letterbox', async () => {
  await chosen({ by_mail: true });
  await tell();
  expect((await ctx().read((tx) => newestMail(tx, 5))).map((one) => one.channel).toSorted()).toEqual(['mail', 'sms']);
});

test.each([
  ['0812 3456 7890', '+6281234567890'],
  ['+62 812-3456-7890', '+6281234567890'],
  ['6281234567890', '+6281234567890'],
  ['+1 (202) 555 0143', '+12025550143'],
  ['112', undefined],
  ['delapan', undefined],
  ['+62812345678901234567', undefined],
])('the number %s is dialled as %s', (typed, dialled) => {
  expect(findPhone(typed)).toBe(dialled);
});
