import { describe, expect, it } from 'vitest';
import type { Waiting } from '#platform/ui';
import { show } from '#test/page';
import { HomePage } from './home.tsx';

const now = Temporal.Instant.from('2026-11-23T01:00:00Z');
const common = { zone: 'Asia/Makassar', now, actor: { kind: 'staff', name: 'Siti Aminah', positionName: 'Pengelola Layanan' } } as const;
const places = [{ name: 'Belajar', places: [{ href: '/belajar', label: 'Kursus saya' }] }];
const act = (title: string) => ({ kicker: 'Langkah berikut', title, text: 'LYN-1', action: { href: `/kerja/${title}`, label: 'Buka' } });
const waits: readonly Waiting[] = [
  { press: 'citizens', title: 'Permohonan', next: act('pertama'), rows: [{ href: '/kerja/1', title: 'Legalisasi', note: 'LYN-1', side: 'hari ini' }] },
  { press: 'own', title: 'Belajar Anda', next: act('kedua'), lead: '4 JP', rows: [{ href: '/belajar/a', title: 'Kerja Digital' }] },
];

describe('the home page', () => {
  it.each(['id', 'en'] as const)('begins with one next step, then what waits, with one’s own beside it: %s', async (lang) => {
    const shown = show(<HomePage lang={lang} {...common} waits={waits} places={places} />, lang);
    expect(shown.getAllByRole('heading').map((one) => one.textContent)).toEqual([
      lang === 'id' ? 'Selamat pagi, Siti Aminah' : 'Good morning, Siti Aminah',
      'pertama',
      'Permohonan',
      'Belajar Anda',
      lang === 'id' ? 'Ke mana lagi' : 'Where else to go',
    ]);
    expect(shown.getByRole('link', { name: 'Buka' }).getAttribute('href')).toBe('/kerja/pertama');
    expect(shown.getByRole('complementary').textContent).toContain('Kerja Digital');
    expect(await shown.faults()).toEqual([]);
  });

  it('puts one’s own in the middle when nothing else waits', () => {
    const shown = show(<HomePage lang="id" {...common} waits={waits.slice(1)} places={places} />);
    expect(shown.getByRole('heading', { name: 'kedua' })).toBeTruthy();
    expect(shown.getByRole('complementary').textContent).not.toContain('Kerja Digital');
  });

  it.each([
    ['staff', 'Pilih kursus', '/belajar#kursus'],
    ['citizen', 'Semua layanan', '/layanan'],
  ] as const)('says kindly that nothing waits, and what to do then: %s', async (kind, way, href) => {
    const shown = show(<HomePage lang="id" {...common} actor={{ kind, name: 'Siti' }} waits={[]} places={[]} />);
    expect(shown.text).toContain('Tidak ada yang menunggu Anda hari ini');
    expect(shown.getByRole('link', { name: way }).getAttribute('href')).toBe(href);
    expect(await shown.faults()).toEqual([]);
  });
});
