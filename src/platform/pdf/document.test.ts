import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePdf, type PdfDocument } from './document.ts';

const letter: PdfDocument = {
  lang: 'id',
  layout: 'letter',
  title: 'Surat Keterangan Penelitian',
  number: 'LYN-52-2026-0000123-7',
  agency: { name: 'Pemerintah Provinsi Nusa Tenggara Barat', unit: 'Badan Kesatuan Bangsa' },
  blocks: [
    { kind: 'heading', text: 'Keterangan' },
    { kind: 'paragraph', text: 'Yang bernama di bawah ini boleh meneliti.' },
    { kind: 'facts', facts: [['Nama', 'Nurhasanah']] },
    { kind: 'list', items: ['satu', 'dua'] },
    { kind: 'note', text: 'Salinan.' },
  ],
  qr: { text: 'https://situs.contoh.id/transparansi/verifikasi?k=1', caption: 'Periksa keaslian' },
  watermark: 'salinan, belum bertanda tangan elektronik',
  madeAt: '2026-11-23T01:00:00Z',
};

/** The drawing instructions of all pages, unpacked. */
function inside(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const parts: string[] = [];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue;
    const end = bytes.indexOf('endstream', at);
    try {
      parts.push(inflateSync(bytes.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // not packed
    }
  }
  return parts.join('\n');
}

test('the same content has the same bytes, another content others', async () => {
  const first = Buffer.from(await makePdf(letter));
  expect(Buffer.from(await makePdf(letter)).equals(first)).toBe(true);
  expect(Buffer.from(await makePdf({ ...letter, number: 'LYN-52-2026-0000124-1' })).equals(first)).toBe(false);
});

test('a paper is tagged, names its language and shows its title, for who cannot see it', async () => {
  const text = Buffer.from(await makePdf(letter)).toString('latin1');
  expect(text.startsWith('%PDF-1.')).toBe(true);
  expect(text).toContain('/StructTreeRoot');
  expect(text).toContain('/Marked true');
  expect(text).toMatch(/\/Lang \((id-ID|\\376\\377)/);
  expect(text).toContain('/DisplayDocTitle true');
  expect(Buffer.from(await makePdf({ ...letter, lang: 'en' })).toString('latin1')).toMatch(/\/Lang \(en/);
});

test('F10: nothing in it runs, opens or leads elsewhere by itself', async () => {
  const text = Buffer.from(await makePdf(letter)).toString('latin1') + inside(await makePdf(letter));
  expect(text).not.toMatch(/\/(JavaScript|JS|OpenAction|Launch|AA|EmbeddedFile|SubmitForm|RichMedia)\b/);
});

test('A14: it tells no clock, tool or person of its making but those of the paper', async () => {
  const text = Buffer.from(await makePdf(letter)).toString('latin1');
  expect(text).toContain('(D:20261123010000Z)');
  expect(text.match(/\(D:\d/g)).toHaveLength(1);
  expect(text).not.toMatch(/\/ModDate/);
});

test('a paper longer than a page goes on, with the edge and the strip on every page', async () => {
  const long = { ...letter, blocks: Array.from({ length: 120 }, (_none, at) => ({ kind: 'paragraph' as const, text: `Butir ${at}: ${'kata '.repeat(40)}` })) };
  const text = Buffer.from(await makePdf(long)).toString('latin1');
  const pages = text.match(/\/Type \/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(3);
  expect(inside(await makePdf(long)).match(/\/Artifact/g)?.length).toBeGreaterThanOrEqual(pages);
});

test.each(['letter', 'certificate'] as const)('the layout %s takes the longest names and the oddest letters', async (layout) => {
  const hostile = 'Dr. Ir. H. '.repeat(20) + 'Ñandú ’ “x” – é \u202E (\\) <b> 👩';
  const pdf = await makePdf({
    ...letter,
    layout,
    title: hostile,
    subtitle: hostile,
    agency: { name: hostile, unit: hostile },
    blocks: [{ kind: 'facts', facts: [[hostile, hostile]] }],
  });
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
});
