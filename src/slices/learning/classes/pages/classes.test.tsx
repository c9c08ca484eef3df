import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { AttendPage } from './attend.tsx';
import { type ClassCard, ClassCards } from './class-cards.tsx';
import { ClassFormPage } from './class-form.tsx';
import { CodeScreen } from './code-screen.tsx';
import { RollPage } from './roll.tsx';
import { TeachPage } from './teach.tsx';

const card: ClassCard = {
  id: 'k1',
  title: { id: 'Latihan insiden' },
  agenda: { id: 'Berlatih.' },
  when: 'Kamis, 26 November 2026 pukul 09.00 WITA – 12.00 WITA',
  room: 'Laboratorium',
  isOnline: true,
  meetingLink: null,
  tutor: 'Baiq Hasanah',
  seated: 12,
  capacity: 12,
  waiting: 2,
  mine: undefined,
  time: 'ahead',
};

describe('classes of a course', () => {
  test('a full class offers its waiting list, and no way into the meeting', async () => {
    const shown = show(<ClassCards lang="id" classes={[card]} mayAsk />);
    expect(shown.getByRole('button', { name: 'Masuk daftar tunggu' })).toBeTruthy();
    expect(shown.text).toContain('12 dari 12 kursi terisi, 2 menunggu');
    expect(shown.text).toContain('Tampak setelah Anda mendapat kursi');
    expect(await shown.faults()).toEqual([]);
  });

  test('who waits sees the place in the queue; who has a seat the link, the calendar and the attendance', async () => {
    const waits = show(<ClassCards lang="id" classes={[{ ...card, mine: { state: 'waiting', queue: 2, attended: false } }]} mayAsk />);
    expect(waits.text).toContain('Daftar tunggu ke-2');
    expect(waits.getByRole('button', { name: 'Keluar dari daftar tunggu' })).toBeTruthy();
    const seated = show(
      <ClassCards lang="id" classes={[{ ...card, meetingLink: 'https://rapat.contoh.id/x', mine: { state: 'seated', queue: 0, attended: false } }]} mayAsk />,
    );
    expect(seated.getByRole('link', { name: 'https://rapat.contoh.id/x' })).toBeTruthy();
    expect(seated.getByRole('link', { name: 'Pasang di kalender' }).getAttribute('href')).toBe('/kelas/k1/kelas.ics');
    expect(await seated.faults()).toEqual([]);
  });

  test('a class that is over offers nothing, and who missed it is told', () => {
    const shown = show(<ClassCards lang="id" classes={[{ ...card, time: 'over', mine: { state: 'seated', queue: 0, attended: false } }]} mayAsk />);
    expect(shown.text).toContain('Tidak hadir');
    expect(shown.queryByRole('button')).toBeNull();
    expect(show(<ClassCards lang="id" classes={[{ ...card, time: 'over' }]} mayAsk />).text).toContain('1 kelas sudah berlalu');
  });
});

const seated = [
  { seatId: 's1', name: 'Salmah Yusuf', nip: '1989', attended: true },
  { seatId: 's2', name: 'Lalu Ahmad', nip: '1990', attended: false },
];
const roll = {
  lang: 'id' as const,
  id: 'k1',
  title: card.title,
  agenda: card.agenda,
  when: card.when,
  where: 'Lab',
  tutor: 'Hasanah',
  capacity: 12,
  change: undefined,
  form: { values: {}, errors: {} },
};

describe('the tutor', () => {
  test('ticks who came, sees who waits, and is told why a list was refused', async () => {
    const shown = show(
      <RollPage
        {...roll}
        seated={seated}
        waiting={['Nurul', 'Nurul']}
        form={{ values: {}, errors: { form: 'Kehadiran dicatat mulai 15 menit sebelum kelas.' } }}
      />,
    );
    expect((shown.getByRole('checkbox', { name: /Salmah/ }) as HTMLInputElement).checked).toBe(true);
    expect(shown.text).toContain('1 dari 2 hadir');
    expect(shown.getByRole('alert').textContent).toContain('15 menit sebelum kelas');
    expect(await shown.faults()).toEqual([]);
  });

  test('shows a code that can be scanned and read from the last row', async () => {
    const shown = show(
      <CodeScreen lang="id" id="k1" title={card.title} code="12345678" address="https://x/kelas/k1/hadir?kode=12345678" attended={3} seated={12} />,
    );
    expect(shown.getByRole('img', { name: 'Kode kehadiran' })).toBeTruthy();
    expect(shown.text).toContain('1234 5678');
    expect(await shown.faults()).toEqual([]);
  });

  test('sees what is to come before what is over', async () => {
    const one = { ...card, course: { id: 'Kursus' }, where: 'Lab', tutor: undefined, attended: 10, isOver: false };
    const shown = show(<TeachPage lang="id" classes={[one, { ...one, id: 'k0', isOver: true }]} isAll={false} />);
    expect(shown.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)).toEqual(['Akan datang', 'Sudah lewat']);
    expect(shown.text).toContain('10 dari 12 hadir');
    expect(await shown.faults()).toEqual([]);
  });
});

test('a wrong code comes back with its reason at the field', async () => {
  const form = { values: { code: '11112222' }, errors: { code: 'Kode ini sudah berganti.' } };
  const shown = show(<AttendPage lang="id" id="k1" title={card.title} when={card.when} form={form} />);
  expect((shown.getByRole('textbox', { name: 'Kode kelas' }) as HTMLInputElement).value).toBe('11112222');
  expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-code');
  expect(await shown.faults()).toEqual([]);
});

test('a class is opened and changed by one form; only an existing one can be cancelled', async () => {
  const view = {
    lang: 'id' as const,
    course: { slug: 'empati', title: { id: 'Empati' } },
    tutors: [{ value: 't', label: 'Hasanah' }],
    form: { values: {}, errors: {} },
  };
  const fresh = show(<ClassFormPage {...view} classId={undefined} />);
  expect(fresh.queryByRole('button', { name: 'Batalkan kelas' })).toBeNull();
  const there = show(<ClassFormPage {...view} classId="k1" />);
  expect(there.getByRole('button', { name: 'Batalkan kelas' }).closest('form')?.getAttribute('action')).toBe('/kelola/kursus/empati/kelas/k1/batal');
  expect(await there.faults()).toEqual([]);
});
