import { describe, expect, test } from 'vitest';
import { testNow } from '#test/facts';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import type { DraftState } from '../../model.ts';
import { DraftPage } from './draft.tsx';
import { ManageServicesPage } from './manage-services.tsx';

const zone = 'Asia/Makassar';
const manage = { zone, services: [], drafts: [], form: emptyForm, faults: [] } as const;
const draft = (state: DraftState, version = 3) =>
  ({ id: 'd', state, content: { name: { id: 'Surat Pindah' } }, version, published: { slug: 'surat-pindah', version: 4 } }) as const;
const steps = [
  { kind: 'begun', parts: ['name'], note: null, by: 'Baiq Rina', happenedAt: testNow },
  { kind: 'returned', parts: [], note: 'Biaya belum jelas.', by: 'Lalu Hamdan', happenedAt: testNow },
] as const;
const view = { lang: 'id', zone, draft: draft('draft'), steps, faults: [], differences: [], score: 90, mayPublish: true, form: emptyForm } as const;

describe('the page of services', () => {
  test.each(['id', 'en'] as const)('begins one by its name or by a file where nothing is published yet: %s', async (lang) => {
    const shown = show(<ManageServicesPage lang={lang} {...manage} />, lang);
    expect(shown.getByText(lang === 'id' ? 'Belum ada layanan yang terbit' : 'No service is published yet')).toBeTruthy();
    expect(shown.getByRole('button', { name: lang === 'id' ? 'Mulai menyusun' : 'Begin writing' })).toBeTruthy();
    expect(shown.getByRole('button', { name: lang === 'id' ? 'Jadikan draf' : 'Make it a draft' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('says what to mend in a file, place by place', async () => {
    const faults = [['components.duration', 'Isian ini wajib diisi.']] as const;
    const form = { values: {}, errors: { file: 'Berkas ini belum dapat dipakai.' } };
    const shown = show(<ManageServicesPage lang="id" {...manage} form={form} faults={faults} />);
    expect(shown.getByRole('row', { name: 'components.duration Isian ini wajib diisi.' })).toBeTruthy();
    expect(shown.getByRole('alert').textContent).toContain('belum dapat dipakai');
    expect(await shown.faults()).toEqual([]);
  });

  test('leads to open drafts and from what is published to its next version', async () => {
    const services = [{ slug: 'surat-pindah', name: { id: 'Surat Pindah' }, unitName: 'Dinas Dukcapil', version: 4, retiredAt: undefined }];
    const drafts = [{ ...draft('in-review'), changedAt: testNow }];
    const shown = show(<ManageServicesPage lang="id" {...manage} services={services} drafts={drafts} />);
    expect(shown.getAllByRole('link', { name: 'Surat Pindah' }).map((link) => link.getAttribute('href'))).toEqual([
      '/kelola/layanan/d',
      '/kelola/layanan/terbit/surat-pindah',
    ]);
    expect(shown.text).toContain('menuju versi 5');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('a draft', () => {
  test('that is whole can be sent; the note with which it came back stands on top', async () => {
    const shown = show(<DraftPage {...view} />);
    expect(shown.getByRole('button', { name: 'Kirim untuk diperiksa' })).toBeTruthy();
    expect(shown.text).toContain('Biaya belum jelas.');
    expect(shown.body.querySelector('input[name=version]')?.getAttribute('value')).toBe('3');
    expect(await shown.faults()).toEqual([]);
  });

  test('that lacks something says what, by part, and cannot be sent', () => {
    const faults = [
      ['components.cost.id', 'Isian ini wajib diisi.'],
      ['unit', 'Isian ini wajib diisi.'],
    ] as const;
    const shown = show(<DraftPage {...view} faults={faults} />);
    expect(shown.queryByRole('button', { name: 'Kirim untuk diperiksa' })).toBeNull();
    expect(shown.text).toContain('Biaya atau tarif: Isian ini wajib diisi.');
    expect(shown.text).toContain('1 hal belum ada');
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('in review can be published by who may (%s)', async (mayPublish, buttons) => {
    const shown = show(<DraftPage {...view} draft={draft('in-review')} mayPublish={mayPublish} />);
    expect(shown.queryAllByRole('button', { name: 'Terbitkan' })).toHaveLength(buttons);
    expect(shown.getByRole('button', { name: 'Kembalikan untuk diperbaiki' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('in English is whole', async () => {
    const shown = show(<DraftPage {...view} lang="en" />, 'en');
    expect(shown.getByRole('button', { name: 'Send for review' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });
});
