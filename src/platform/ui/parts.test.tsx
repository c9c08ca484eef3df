import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { Alert, LinkList, PageHead, said, Select, Table, Timeline } from './index.ts';

describe('parts of pages', () => {
  test('a page has one heading, its actions beside it', async () => {
    const shown = show(
      <PageHead title="Pekerjaan">
        <a href="/kerja/berikut">Ambil yang berikut</a>
      </PageHead>,
    );
    expect(shown.getByRole('heading', { level: 1 }).textContent).toBe('Pekerjaan');
    expect(shown.getByRole('link', { name: 'Ambil yang berikut' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('a table names itself, its columns, and each cell for when it is stacked', async () => {
    const shown = show(
      <Table
        caption="Antrean"
        keyOf={(row) => row.ticket}
        rows={[{ ticket: 'LYN-1', n: 3 }]}
        columns={[
          { head: 'Tiket', cell: (row) => row.ticket },
          { head: 'Hari', cell: (row) => row.n, number: true },
        ]}
      />,
    );
    expect(shown.getByRole('table', { name: 'Antrean' })).toBeTruthy();
    expect(shown.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Tiket', 'Hari']);
    expect(shown.getByRole('cell', { name: '3' }).getAttribute('data-label')).toBe('Hari');
    expect(await shown.faults()).toEqual([]);
  });

  test('a timeline says which step is now', () => {
    const shown = show(
      <Timeline
        label="Riwayat"
        steps={[
          { title: 'Diterima', state: 'done' },
          { title: 'Diperiksa', state: 'now' },
          { title: 'Selesai', state: 'next' },
        ]}
      />,
    );
    expect(shown.getByRole('list', { name: 'Riwayat' }).querySelector('[aria-current=step]')?.textContent).toBe('Diperiksa');
  });

  test('bad news is announced, other news is not', () => {
    expect(show(<Alert tone="bad">Gagal</Alert>).getByRole('alert').textContent).toContain('Gagal');
    expect(show(<Alert tone="good">Berhasil</Alert>).queryByRole('alert')).toBeNull();
  });

  test('what an agency wrote and nobody translated is marked as Indonesian, in headings, lists and choices too', () => {
    const own = { id: 'Latihan di loket' };
    const both = { id: 'Kerja digital', en: 'Digital work' };
    const shown = show(
      <>
        <PageHead title={said(own, 'en')} />
        <LinkList
          rows={[
            { href: '/a', title: said(own, 'en') },
            { href: '/b', title: said(both, 'en') },
          ]}
        />
        <Select lang="en" form={{ values: {}, errors: {} }} name="class" label="Class" options={[{ value: 'a', label: own.id, lang: 'id' }]} />
      </>,
      'en',
    );
    expect(Array.from(shown.body.querySelectorAll('[lang=id]'), (one) => one.textContent)).toEqual([own.id, own.id, own.id]);
    expect(shown.getByRole('link', { name: 'Digital work' }).querySelector('[lang]')).toBeNull();
    expect(show(<p>{said(own, 'id')}</p>).body.querySelector('[lang]')).toBeNull();
  });
});
