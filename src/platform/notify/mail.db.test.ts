import { type AddressInfo, createServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ctx, ctxOn } from '#platform/context';
import { sql } from '#platform/db';
import { testAgency, testDatabase, testNow } from '#test/db';
import { forgetLetters, newestMail, queueMail } from '#platform/mail';
import { type Delivery, openDelivery } from './deliver.ts';
import { mailCarrier } from './smtp.ts';

const database = testDatabase();
const ctx = (): Ctx => ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency: testAgency, requestId: 'test' });

type Received = { readonly from: string; readonly to: readonly string[]; readonly text: string };

/** A mail server that keeps what it gets, and can be told to be ill. */
async function startServer(port = 0) {
  const received: Received[] = [];
  const ill: { answer: number | undefined } = { answer: undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, callback) => callback(ill.answer === undefined ? null : Object.assign(new Error('not now'), { responseCode: ill.answer })),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address), text: Buffer.concat(chunks).toString() });
        callback(null);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo;
  return { received, ill, port: address.port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
type Running = Awaited<ReturnType<typeof startServer>>;

const failures: { readonly id: string; readonly attempts: number; readonly error: string }[] = [];
const mailers: Delivery[] = [];
const stopped: string[] = [];
let server: Running;

function mailerAt(now: () => Temporal.Instant, url = `smtp://127.0.0.1:${server.port}?ignoreTLS=true`, patience_ms?: number) {
  const mailer = openDelivery({
    db: database.app,
    carriers: url === '' ? {} : { mail: mailCarrier({ url, from: 'Smart ASN <surat@ntb.contoh.id>', patience_ms }) },
    now,
    onFailure: (report) => failures.push(report),
    onStopped: (channel) => stopped.push(channel),
  });
  mailers.push(mailer);
  return { deliver: () => mailer.deliver('mail') };
}

beforeEach(async () => {
  await database.owner.transact('all', (tx) => sql`truncate mail.messages, mail.channels`.execute(tx));
  failures.length = 0;
  stopped.length = 0;
  server = await startServer();
});
afterEach(async () => {
  for (const mailer of mailers.splice(0)) mailer.close();
  await server.stop();
});

const letter = { to: 'siti@contoh.id', lang: 'id', subject: 'Kode masuk Smart ASN', body: 'Kode Anda: 123456\n\nTerima kasih, Zoë.' } as const;
const write = (more: Partial<{ to: string; subject: string; body: string }> = {}) => ctx().transact((tx) => queueMail(tx, ctx(), { ...letter, ...more }));
const states = async () => (await database.app.transact('all', (tx) => newestMail(tx, 50))).map((mail) => mail.state);

describe('a letter', () => {
  test('goes out exactly if the act that wrote it is committed', async () => {
    await expect(
      ctx().transact(async (tx) => {
        await queueMail(tx, ctx(), letter);
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    await write({ to: 'budi@contoh.id' });
    await mailerAt(() => testNow).deliver();
    expect(server.received.map((one) => one.to)).toEqual([['budi@contoh.id']]);
  });

  test('is sent once, whole, and says that no machine need answer', async () => {
    await write();
    const mailer = mailerAt(() => testNow);
    await mailer.deliver();
    await mailer.deliver();
    await mailerAt(() => testNow.add({ minutes: 30 })).deliver();
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect([mail?.from, mail?.to]).toEqual(['surat@ntb.contoh.id', ['siti@contoh.id']]);
    expect(mail?.text).toContain('Subject: Kode masuk Smart ASN');
    expect(mail?.text).toContain('Auto-Submitted: auto-generated');
    expect(mail?.text).toContain('Kode Anda: 123456');
    expect(await states()).toEqual(['sent']);
  });

  test('P2: that has been sent leaves no code behind, only that it was sent and to whom', async () => {
    await write();
    await mailerAt(() => testNow).deliver();
    const [kept] = await database.app.transact('all', (tx) => newestMail(tx, 1));
    expect(kept).toMatchObject({ recipient: 'siti@contoh.id', subject: 'Kode masuk Smart ASN', body: '', state: 'sent' });
  });

  test('F15: goes to one address, whatever was typed as one', async () => {
    await write({ to: 'semua,siti@contoh.id' });
    await mailerAt(() => testNow).deliver();
    expect(server.received.flatMap((one) => one.to)).not.toContain('siti@contoh.id');
  });

  test('is sent once although two processes deliver at the same moment', async () => {
    for (let n = 0; n < 10; n += 1) await write({ to: `warga.${n}@contoh.id` });
    const two = [mailerAt(() => testNow), mailerAt(() => testNow)];
    for (let round = 0; round < 4; round += 1) await Promise.all(two.map((mailer) => mailer.deliver()));
    expect(server.received.map((one) => String(one.to[0])).toSorted()).toEqual(Array.from({ length: 10 }, (_none, n) => `warga.${n}@contoh.id`));
  });

  test('R19: whose server is away waits, is tried again later and arrives when the server is back', async () => {
    await write();
    const { port } = server;
    await server.stop();
    let now = testNow;
    const mailer = mailerAt(() => now, `smtp://127.0.0.1:${port}?ignoreTLS=true`);
    await mailer.deliver();
    expect(failures).toMatchObject([{ attempts: 1 }]);
    expect(await mailer.deliver()).toBe(0);
    server = await startServer(port);
    now = testNow.add({ minutes: 1 });
    await mailer.deliver();
    expect(server.received).toHaveLength(1);
    expect(await states()).toEqual(['sent']);
  });

  test('R19: that a server will not take for now is tried eight times over hours, then lies failed with an alarm; others pass', async () => {
    await write();
    server.ill.answer = 451;
    let now = testNow;
    const mailer = mailerAt(() => now);
    for (let n = 0; n < 12; n += 1) {
      await mailer.deliver();
      now = now.add({ hours: 2 });
    }
    expect(failures.map((report) => report.attempts)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await states()).toEqual(['failed']);
    server.ill.answer = undefined;
    await write({ to: 'budi@contoh.id' });
    await mailer.deliver();
    expect(server.received.map((one) => one.to)).toEqual([['budi@contoh.id']]);
  });

  test('R19: whose server accepts the call and says nothing is given up and waits; the next one is not held up', async () => {
    await write();
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const url = `smtp://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    const patient = mailerAt(() => testNow, url, 100);
    await patient.deliver();
    expect(failures).toMatchObject([{ attempts: 1, error: 'ETIMEDOUT' }]);
    expect(await states()).toEqual(['waiting']);
    mute.close();
  });

  test('that failed is told about by id and code, never by whom it was for', async () => {
    await write();
    server.ill.answer = 550;
    await mailerAt(() => testNow).deliver();
    expect(JSON.stringify(failures)).not.toContain('siti');
    const { rows } = await database.owner.transact('all', (tx) => sql<{ last_error: string }>`select last_error from mail.messages`.execute(tx));
    expect(JSON.stringify(rows)).not.toContain('siti');
  });

  test('P2: is forgotten with its recipient a month after it was sent or given up; one that waits is not', async () => {
    await write();
    await mailerAt(() => testNow).deliver();
    await write();
    expect(await states()).toHaveLength(2);
    await database.app.transact('all', (tx) => forgetLetters(tx, testNow));
    expect(await states()).toHaveLength(2);
    await database.app.transact('all', (tx) => forgetLetters(tx, testNow.add({ hours: 1 })));
    expect(await states()).toEqual(['waiting']);
  });

  test('cannot be given a second header or another recipient by what somebody typed (F15, F17)', async () => {
    await write({ subject: 'Perihal\r\nBcc: semua@contoh.id', body: '{{constructor.constructor("return 1")()}}\r\n.\r\nRCPT TO:<lain@contoh.id>' });
    await mailerAt(() => testNow).deliver();
    const [mail] = server.received;
    expect(mail?.to).toEqual(['siti@contoh.id']);
    expect(mail?.text).not.toMatch(/^Bcc:/m);
    expect(mail?.text).toContain('{{constructor.constructor');
    expect(server.received).toHaveLength(1);
  });
});

test('without a server letters are kept as simulated, to be looked at, and never go out', async () => {
  await write();
  await mailerAt(() => testNow, '').deliver();
  expect(await states()).toEqual(['simulated']);
  await mailerAt(() => testNow.add({ hours: 1 })).deliver();
  expect(server.received).toHaveLength(0);
});
