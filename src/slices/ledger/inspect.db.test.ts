import type { VNode } from 'preact';
import { beforeAll, describe, expect, test } from 'vitest';
import { ctxOn } from '#platform/context';
import type { Reply, WebCtx } from '#platform/http';
import { show } from '#test/page';
import { testAgency, testDatabase, testNow } from '#test/db';
import { inspectRoutes } from './inspect-routes.tsx';
import { routes } from './routes.tsx';
import { findOpened, newestCheckpoint } from './store.ts';
import { make } from './testing.ts';

const database = testDatabase();
const other = { ...testAgency, id: '01900000-0000-7000-8000-000000000053' };
const ctx = (agency = testAgency) =>
  ctxOn(database.app, 'all', { actor: { kind: 'system', name: 'test' }, now: testNow, lang: 'id', agency, requestId: 'test' });
type Look = { readonly subjectKind: string; readonly subjectId: string };
const made = { eventId: '' };

beforeAll(async () => {
  await make.log(ctx());
  made.eventId = await make.event(ctx(), 'isi rahasia');
  await make.event(ctx(), 'umum', 'public');
  await make.event(ctx(other), 'milik instansi lain');
  await make.sequenced(ctx());
});

const opened = () => ctx().read((tx) => findOpened(tx, made.eventId));

async function ask(path: string, input: unknown, agency = testAgency): Promise<{ readonly reply: Reply; readonly looks: readonly Look[] }> {
  const looks: Look[] = [];
  const route = [...inspectRoutes, ...routes].find((one) => one.path === path && one.method === 'GET');
  const web = { ...ctx(agency), looked: (look: Look) => looks.push(look), path } as unknown as WebCtx;
  const reply = await route?.handle(web, input);
  if (!reply) throw new Error(`no route ${path}`);
  return { reply, looks };
}

const textOf = (reply: Reply) => (reply.type === 'page' ? show(reply.body as VNode).text : '');

describe('what the inspectorate reads', () => {
  test('is its own agency’s events, with contents that fit the log, each look recorded', async () => {
    const index = Number((await opened())?.leaf_index);
    const { reply, looks } = await ask('/kelola/catatan/:nomor', { nomor: index });
    expect(textOf(reply)).toContain('isi rahasia');
    expect(textOf(reply)).toContain('Isi ini cocok dengan sidik');
    expect(looks).toMatchObject([{ subjectKind: 'ledger-entry', subjectId: made.eventId }]);
    const list = await ask('/kelola/catatan', { hal: 1, jenis: undefined });
    expect(textOf(list.reply)).toContain('Uji');
    expect(textOf(list.reply)).not.toContain('isi rahasia');
  });

  test('A1: is not there for an inspector of another agency', async () => {
    const index = Number((await opened())?.leaf_index);
    await expect(ask('/kelola/catatan/:nomor', { nomor: index }, other)).rejects.toMatchObject({ status: 404 });
    await expect(ask('/kelola/catatan/:nomor', { nomor: 99_999 })).rejects.toMatchObject({ status: 404 });
  });
});

describe('what the public reads', () => {
  test('A2: is the seal of a commitment, never its contents nor its receipt', async () => {
    const index = Number((await opened())?.leaf_index);
    const { reply } = await ask('/transparansi/catatan/:nomor', { nomor: index });
    expect(textOf(reply)).toContain('Isinya tersandi');
    expect(textOf(reply)).not.toContain('isi rahasia');
    await expect(ask('/transparansi/catatan/:nomor/bukti.json', { nomor: index })).rejects.toMatchObject({ status: 404 });
  });

  test('is a public record with a proof that anybody may hold', async () => {
    const rows = await Promise.all(
      [0, 1, 2].map((nomor) => ask('/transparansi/catatan/:nomor', { nomor }).then(({ reply }) => [nomor, textOf(reply)] as const)),
    );
    const nomor = rows.find(([, text]) => text.includes('umum'))?.[0];
    const { reply } = await ask('/transparansi/catatan/:nomor/bukti.json', { nomor });
    expect(reply).toMatchObject({ type: 'bytes', mediaType: 'application/json' });
  });

  test('is the tree, from the signed root to a leaf, for any entry and any size that was published', async () => {
    const { root, size } = (await ctx().read(newestCheckpoint)) ?? { root: new Uint8Array(0), size: 0 };
    const asked = (place: object) => ask('/transparansi/pohon', { ukuran: undefined, dari: undefined, sampai: undefined, catatan: undefined, ...place });
    const whole = textOf((await asked({ catatan: size - 1 })).reply);
    expect(whole).toContain(Buffer.from(root).toString('base64'));
    expect(whole).toContain(`Jalur dari akar ke catatan nomor ${size - 1}`);
    expect(textOf((await asked({ ukuran: 1 })).reply)).toContain('catatan 0');
    for (const place of [{ ukuran: size + 1 }, { catatan: size }, { dari: 1, sampai: size }])
      await expect(asked(place), JSON.stringify(place)).rejects.toMatchObject({ status: 404 });
  });
});
