import { readdir, readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type FormDefinition, letterKeys, serviceInput, withLetters } from '../model.ts';
import { exampleAnswers, houseFacts, letterOf, letterText, mergedFields, placesOf } from './letters.ts';
import { previewPdf } from './letter-pdf.ts';
import { houseFields, letterFaults } from './rules.ts';

const text = (id: string, en?: string) => ({ id, ...(en ? { en } : {}) });
const on = Temporal.PlainDate.from('2026-11-23');
const form: FormDefinition = {
  steps: [
    {
      key: 'a',
      title: text('A'),
      fields: [
        { key: 'nama', type: 'text', label: text('Nama'), required: true },
        { key: 'cara', type: 'choice', label: text('Cara'), required: true, options: [{ value: 'x', label: text('Lewat surel', 'By e-mail') }] },
      ],
    },
  ],
};
const granted = { title: text('Izin'), text: text('Untuk {nama}, {cara}, oleh {nama_instansi}.', 'For {nama}, {cara}.') };
const row = { answers: { nama: 'Siti Rahma', cara: 'x' }, ticket: 'LYN-1', applicant_name: 'Siti Rahma' };

test('a service written before there were several letters is read as one that has the letter of a grant', () => {
  const before = { slug: 'a', resultTitle: text('Izin'), resultText: text('Untuk {nama}.') };
  expect(withLetters(before)).toEqual({ slug: 'a', letters: { granted: { title: text('Izin'), text: text('Untuk {nama}.') } } });
  const now = { slug: 'a', letters: { granted } };
  for (const other of [now, undefined, null, 'x', []]) expect(withLetters(other)).toBe(other);
});

describe('a letter', () => {
  test('is the service’s own, or the house’s where it has none, each with a number that cannot repeat', () => {
    expect(letterOf({ letters: { granted } }, 'granted')).toMatchObject({ title: 'Izin', number: '{nomor}/H', signer: undefined });
    for (const key of letterKeys) expect(letterOf({ letters: { granted } }, key).text.length, key).toBeGreaterThan(10);
    expect(letterOf({ letters: { granted: { ...granted, number: '{urut}', signer: text('Kepala Dinas') } } }, 'granted')).toMatchObject({
      number: '{urut}',
      signer: 'Kepala Dinas',
    });
    expect(letterOf({ letters: { granted } }, 'granted', 'en').text).toContain('For {nama}');
  });

  test('has answers as people read them, and what the house knows, in its places', () => {
    const written = { definition: { letters: { granted }, form } as never, row, service: text('Izin'), agency: 'Provinsi', on };
    expect(letterText('granted', 'id', written)).toBe('Untuk Siti Rahma, Lewat surel, oleh Provinsi.');
    expect(letterText('granted', 'en', written)).toBe('For Siti Rahma, By e-mail.');
  });

  test('an answer’s place is the answer’s, whatever the house calls its own', () => {
    const own: FormDefinition = {
      steps: [{ key: 'a', title: text('A'), fields: [{ key: 'nomor_surat', type: 'text', label: text('Nomor surat pengantar'), required: true }] }],
    };
    expect(placesOf(own, { nomor_surat: '12' }, houseFacts({ on, nomor_surat: 'LYN-1/H' }))['nomor_surat']).toBe('12');
  });

  test('F17: no place reaches what is not an answer, and an answer that looks like a place stays text', () => {
    const hostile = {
      title: text('x'),
      text: text('{{constructor}} {__proto__} {constructor} {toString} ${7*7} <%= 1 %> {{nama}} {nama.length} {#each nama}'),
    };
    const written = {
      definition: { letters: { granted: hostile }, form } as never,
      row: { ...row, answers: { nama: '{nama_instansi}{{7*7}}', cara: 'x' } },
      service: text('x'),
      agency: 'RAHASIA',
      on,
    };
    const said = letterText('granted', 'id', written);
    expect(said).toBe('{–} {__proto__} – {toString} ${7*7} <%= 1 %> {{nama_instansi}{{7*7}}} {nama.length} {#each nama}');
    expect(said).not.toContain('RAHASIA');
  });

  test('what a correction can put right is what the letter repeats', () => {
    expect(mergedFields({ letters: { granted }, form } as never, 'granted').map((field) => field.key)).toEqual(['nama', 'cara']);
    expect(mergedFields({ letters: { granted }, form } as never, 'refused')).toEqual([]);
  });

  test('F15, F17: is a paper in which nothing that was typed runs or breaks out', async () => {
    const places = placesOf(form, { nama: ') >> /OpenAction << /S /JavaScript /JS (app.alert(1)) >> 👩 \u202E', cara: 'x' }, houseFacts({ on }));
    const pdf = Buffer.from(
      await previewPdf({ letter: letterOf({ letters: { granted } }, 'granted'), places, agency: 'P', unit: 'U', number: '1', madeAt: '2026-11-23T00:00:00Z' }),
    );
    expect(pdf.toString('latin1')).not.toMatch(/\/(?:JavaScript|JS|OpenAction)\b/);
    const stream = pdf.indexOf('stream\n') + 7;
    expect(inflateSync(pdf.subarray(stream, pdf.indexOf('endstream', stream))).toString('latin1')).not.toMatch(/OpenAction/);
  });
});

describe('what letters can have wrong', () => {
  const keys = new Set(['nama', 'cara']);
  test('a place that nothing fills is named by its letter, a number by what it does not know', () => {
    expect(letterFaults({ granted }, keys)).toEqual({});
    const all = text(houseFields.map((name) => `{${name}}`).join(' '));
    expect(letterFaults({ granted: { title: all, text: all, number: '{urut}/{unit}/{bulan}/{tahun}/{nomor}' } }, keys)).toEqual({});
    expect(
      letterFaults(
        { granted: { title: text('{judul}'), text: text('ok', '{nama} {lain}'), number: '{hari}' }, refused: { title: text('{x}'), text: text('') } },
        keys,
      ),
    ).toEqual({
      'letters.granted.title': 'letter-field',
      'letters.granted.text': 'letter-field',
      'letters.granted.number': 'letter-number',
      'letters.refused.title': 'letter-field',
    });
  });

  test('the province’s own services have none of it, and every place of theirs has an example', async () => {
    const names = await readdir('database/seed/services');
    expect(names.length).toBeGreaterThan(4);
    for (const name of names) {
      const { letters, form: own } = serviceInput.parse(JSON.parse(await readFile(`database/seed/services/${name}`, 'utf8')));
      expect(letterFaults(letters, new Set(own.steps.flatMap((step) => step.fields.map((field) => field.key)))), name).toEqual({});
      const examples = exampleAnswers(own, on);
      for (const field of mergedFields({ letters, form: own } as never, 'granted')) expect(examples[field.key], `${name} ${field.key}`).toBeTruthy();
    }
  });
});
