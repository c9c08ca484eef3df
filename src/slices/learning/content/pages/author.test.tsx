import { expect, test } from 'vitest';
import { show } from '#test/page';
import type { Course, CourseId } from '../../model.ts';
import { EditPage } from './edit.tsx';
import { ManagePage } from './manage.tsx';
import { ModuleFormPage } from './module-form.tsx';
import { ParticipantsPage, type ParticipantView } from './participants.tsx';

const course: Course = {
  id: 'c' as CourseId,
  agencyId: 'a',
  slug: 'empati',
  title: { id: 'Melayani dengan Empati' },
  summary: { id: 'Mendengarkan.' },
  trains: [{ competency: 'M.05', level: 2 }],
  jpOnline: 6,
  jpClassroom: 4,
  passing: 70,
  state: 'draft',
};
const nothing = { values: {}, errors: {} };
const options = [{ value: 'M.05', label: 'M.05 Pelayanan Publik' }];
const modules = [
  { id: 'm1', kind: 'page' as const, title: { id: 'Bacaan satu' }, minutes: 15, isReady: true },
  { id: 'm2', kind: 'video' as const, title: { id: 'Video satu' }, minutes: 1, isReady: false },
];
const edit = {
  lang: 'id' as const,
  trains: ['Pelayanan Publik, tingkat 2'],
  modules,
  classes: [],
  running: 3,
  completed: 9,
  competencies: options,
  form: nothing,
};

test('a draft can be ordered, changed and published; what is missing is said', async () => {
  const shown = show(<EditPage {...edit} course={course} />);
  expect(shown.getByRole('button', { name: 'Naikkan Video satu' }).closest('form')?.getAttribute('action')).toBe('/kelola/kursus/empati/modul/m2/naik');
  expect(shown.queryByRole('button', { name: 'Naikkan Bacaan satu' })).toBeNull();
  expect(shown.getByRole('button', { name: 'Terbitkan' })).toBeTruthy();
  expect(shown.text).toContain('Video belum diunggah');
  expect(await shown.faults()).toEqual([]);
});

test('a published course keeps its order, opens classes and leads to its participants', async () => {
  const classes = [{ id: 'k', title: { id: 'Latihan' }, when: 'Kamis', tutor: 'Hasanah', seated: 6, capacity: 6, waiting: 2 }];
  const shown = show(<EditPage {...edit} course={{ ...course, state: 'published' }} classes={classes} />);
  expect(shown.queryByRole('button', { name: /Naikkan/ })).toBeNull();
  expect(shown.getByRole('link', { name: 'Buka kelas' }).getAttribute('href')).toBe('/kelola/kursus/empati/kelas/baru');
  expect(shown.text).toContain('6 dari 6 kursi terisi, 2 menunggu');
  expect(shown.text).toContain('3 sedang mengikuti, 9 selesai');
  expect(await shown.faults()).toEqual([]);
});

test('what was typed wrong in a new course comes back with a summary that leads to it', async () => {
  const form = { values: { title: 'Judul', slug: 'Salah Alamat' }, errors: { slug: 'Pakai huruf kecil.' } };
  const shown = show(<ManagePage lang="id" courses={[]} competencies={options} form={form} />);
  expect(shown.getByRole('alert').querySelector('a')?.getAttribute('href')).toBe('#f-slug');
  expect((shown.getByRole('textbox', { name: 'Alamat pendek' }) as HTMLInputElement).value).toBe('Salah Alamat');
  expect(shown.text).toContain('Belum ada kursus');
  expect(await shown.faults()).toEqual([]);
});

test('a quiz of a published course is shown and not offered for change', async () => {
  const content = {
    kind: 'quiz' as const,
    title: { id: 'Kuis' },
    minutes: 5,
    questions: [
      {
        text: { id: 'Mana?' },
        options: [
          { key: 'A' as const, text: { id: 'Ini' } },
          { key: 'B' as const, text: { id: 'Itu' } },
        ],
        answer: 'A' as const,
        why: { id: 'Ya.' },
      },
    ],
  };
  const view = { lang: 'id' as const, kind: 'quiz' as const, module: { id: 'm', content }, form: nothing };
  const locked = show(<ModuleFormPage {...view} course={{ ...course, state: 'published' }} />);
  expect(locked.queryByRole('button', { name: 'Simpan' })).toBeNull();
  const open = show(<ModuleFormPage {...view} course={course} />);
  expect(open.getByRole('button', { name: 'Simpan' })).toBeTruthy();
  expect(open.getByRole('button', { name: 'Hapus modul' })).toBeTruthy();
  expect(await open.faults()).toEqual([]);
});

const person: ParticipantView = {
  nip: '199001152015011001',
  name: 'Lalu Muhammad Zainuddin Abdurrahman Al-Masyhur',
  unit: 'DPMPTSP',
  enrolled: '2 Jun 2026',
  because: 'recommendation',
  done: 6,
  modules: 6,
  best: 83,
  seat: 'attended',
  completed: '10 Jun 2026',
};

test('participants show how far each one is, with the list as CSV', async () => {
  const rows = [person, { ...person, nip: '2', done: 2, best: null, seat: 'none' as const, completed: undefined }];
  const shown = show(<ParticipantsPage lang="id" course={course} rows={rows} state={undefined} running={1} completed={1} page={1} pages={1} />);
  expect(shown.getByRole('cell', { name: '6 dari 6' })).toBeTruthy();
  expect(shown.text).toContain('Selesai 10 Jun 2026');
  expect(shown.getByRole('link', { name: 'Unduh CSV' }).getAttribute('href')).toBe('/kelola/kursus/empati/peserta.csv');
  expect(shown.getByRole('link', { name: /Sedang diikuti/ }).getAttribute('href')).toBe('/kelola/kursus/empati/peserta?keadaan=running');
  expect(await shown.faults()).toEqual([]);
});

test('an empty course has no participants, and says so in English too', async () => {
  const shown = show(<ParticipantsPage lang="en" course={course} rows={[]} state="completed" running={0} completed={0} page={1} pages={1} />, 'en');
  expect(shown.text).toContain('No participants yet');
  expect(await shown.faults()).toEqual([]);
});
