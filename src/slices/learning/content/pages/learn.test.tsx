import { describe, expect, test } from 'vitest';
import type { NextAct } from '#platform/ui';
import { show } from '#test/page';
import type { Course, CourseId } from '../../model.ts';
import { ActivityPage } from './activity.tsx';
import { CoursePage } from './course.tsx';
import { TranscriptPage } from './jp.tsx';
import type { JpView } from './jp-bar.tsx';
import { LearnPage, type ProgrammeView } from './learn.tsx';
import { type ProgrammeFacts, programmeSteps, type SeatView } from './programme.tsx';

const course: Course = {
  id: 'c' as CourseId,
  agencyId: 'a',
  slug: 'kerja-digital-aman',
  title: { id: 'Kerja Digital yang Aman', en: 'Safe Digital Work' },
  summary: { id: 'Menjaga akun.' },
  trains: [{ competency: 'T.01', level: 2 }],
  jpOnline: 6,
  jpClassroom: 4,
  passing: 70,
  state: 'published',
};
const module = {
  id: 'm1',
  kind: 'page' as const,
  title: { id: 'Menjaga akun' },
  minutes: 15,
  done_at: Temporal.Instant.from('2026-11-16T01:00:00Z'),
  watched_s: 0,
  best_score: null,
};
const video = { ...module, id: 'm2', kind: 'video' as const, title: { id: 'Satu panggilan' }, minutes: 1, done_at: null, watched_s: 25 };
const seat: SeatView = {
  classId: 'k1',
  title: 'Latihan insiden',
  when: 'Kamis, 26 November 2026 pukul 09.00 WITA – 12.00 WITA',
  where: 'Laboratorium komputer',
  tutor: 'Baiq Hasanah',
  state: 'seated',
  seated: 7,
  capacity: 12,
  queue: 0,
};
const facts: ProgrammeFacts = {
  lang: 'id',
  zone: 'Asia/Makassar',
  slug: course.slug,
  isMine: true,
  modules: [module, video],
  needsClass: true,
  seats: [seat],
  now: 'm2',
};
const programme: ProgrammeView = {
  slug: course.slug,
  title: course.title,
  jp: 10,
  done: 1,
  all: 3,
  modules: 2,
  classes: 1,
  because: 'Disarankan karena hasil tes Anda.',
  steps: programmeSteps(facts),
  rule: 'Kursus selesai bila semua modul selesai.',
};
const banner: NextAct = {
  kicker: 'Langkah berikut, 1 menit',
  title: 'Lanjutkan video "Satu panggilan"',
  text: 'Selesaikan sebelum kelas.',
  action: { href: '/belajar/kerja-digital-aman/kegiatan/m2', label: 'Lanjutkan' },
};
const law = { rule: 'min' as const, jp: 20, law: 'PP 11/2017 ps 203(4)' };
const jp: JpView = { earned: 10, planned: 10, term: law, yearEnd: 'Kamis, 31 Desember 2026' };
const day = { name: 'Kam', number: '26', full: 'Kamis, 26 November 2026', isToday: false, isOff: false, events: [] };
const home = { lang: 'id' as const, greeting: 'Selamat pagi, Salmah', today: 'Senin', banner, programme, jp, courses: [], certificates: [] };

describe('a learner’s home', () => {
  test('says the one thing to do, and shows the programme with each step’s state', async () => {
    const events = [{ href: '/belajar/x#kelas', label: '09.00 Kelas', file: '/kelas/k1/kelas.ics', tone: 'class' as const }];
    const shown = show(<LearnPage {...home} days={[{ ...day, events }]} />);
    expect(shown.getByRole('region', { name: banner.title })).toBeTruthy();
    const steps = shown.getByRole('list', { name: course.title.id });
    expect(steps.querySelectorAll('li')).toHaveLength(3);
    expect(steps.querySelector('[aria-current=step]')?.textContent).toContain('Satu panggilan');
    expect(steps.textContent).toContain('Selesai 16 Nov 2026');
    expect(steps.textContent).toContain('Terdaftar, 7 dari 12');
    expect(shown.getByRole('link', { name: /Pasang di kalender saya/ }).getAttribute('href')).toBe('/kelas/k1/kelas.ics');
    expect(await shown.faults()).toEqual([]);
  });

  test('with nothing in it says how to begin', async () => {
    const shown = show(<LearnPage {...home} programme={undefined} days={[day]} jp={{ ...jp, earned: 0, planned: 0 }} />);
    expect(shown.text).toContain('Belum ada kursus yang diterbitkan');
    expect(shown.text).toContain('Belum ada sertifikat');
    expect(shown.text).toContain('Kurang 20 JP lagi');
    expect(await shown.faults()).toEqual([]);
  });

  test('in English too, with texts that have no translation marked by what they are', async () => {
    const shown = show(<LearnPage {...home} lang="en" programme={{ ...programme, steps: programmeSteps({ ...facts, lang: 'en' }) }} days={[day]} />, 'en');
    expect(shown.text).toContain('Safe Digital Work');
    expect(shown.text).toContain('10 of 20 JP this year');
    expect(await shown.faults()).toEqual([]);
  });
});

describe('hours of the year', () => {
  const transcript = (view: JpView) => show(<TranscriptPage lang="id" jp={view} years={[]} />);

  test('a floor fills up: one segment an hour, and what the programme would add', () => {
    const shown = transcript(jp);
    const bar = shown.getByRole('img', { name: '10 JP diperoleh dan 10 JP dari program yang diikuti, dari 20 JP' });
    expect(bar.querySelectorAll('i')).toHaveLength(20);
    expect(bar.querySelectorAll('.got')).toHaveLength(10);
    expect(bar.querySelectorAll('.planned')).toHaveLength(10);
    expect(shown.text).toContain('menambah 10 JP dan memenuhi 20 JP');
    expect(shown.text).toContain('PNS: paling sedikit 20 JP setahun (PP 11/2017 ps 203(4))');
  });

  test('more than the floor is said in full, and fills the bar only', () => {
    const shown = transcript({ ...jp, earned: 26, planned: 0 });
    expect(shown.getByRole('heading', { name: '26 dari 20 JP tahun ini' })).toBeTruthy();
    expect(shown.body.querySelectorAll('.jp-bar .got')).toHaveLength(20);
    expect(shown.text).toContain('sudah terpenuhi');
  });

  test('of a PPPK what is beyond the ceiling is recorded and not counted', async () => {
    const term = { rule: 'max' as const, jp: 24, law: 'PP 49/2018; LAN 15/2020' };
    const lines = [{ when: '10 Jun 2026', course: { id: 'Empati' }, form: 'klasikal' as const, jp: 26 }];
    const shown = show(<TranscriptPage lang="id" jp={{ ...jp, earned: 26, planned: 0, term }} years={[{ year: 2026, total: 26, counted: 24, lines }]} />);
    expect(shown.text).toContain('24 JP terhitung tahun ini, paling banyak 24');
    expect(shown.text).toContain('2 JP di atas batas tercatat dan tidak dihitung');
    expect(shown.getByRole('heading', { name: '2026: 26 JP, 24 JP terhitung' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });
});

describe('a course', () => {
  const view = { course, trains: ['Kerja digital, tingkat 2'], done: 0, classes: null, because: null };

  test('offers itself to who is not enrolled, and leads nowhere before', async () => {
    const shown = show(<CoursePage lang="id" {...view} state="open" steps={programmeSteps({ ...facts, isMine: false, seats: [], needsClass: false })} />);
    expect(shown.getByRole('button', { name: 'Ikuti kursus ini' })).toBeTruthy();
    expect(shown.queryByRole('link', { name: 'Satu panggilan' })).toBeNull();
    expect(await shown.faults()).toEqual([]);
  });

  test('of which no seat is chosen says so as a step', () => {
    const steps = programmeSteps({ ...facts, seats: [{ ...seat, state: 'missed' }], now: 'class' });
    expect(steps.map((step) => step.state)).toEqual(['done', 'todo', 'class', 'now']);
    expect(steps.at(-1)?.href).toBe('/belajar/kerja-digital-aman#kelas');
  });
});

describe('an activity', () => {
  const base = {
    lang: 'id' as const,
    course,
    moduleId: 'm2',
    done: false,
    watched_s: 25,
    best: null,
    next: undefined,
    form: { values: {}, errors: {} },
    result: undefined,
  };
  const film = { kind: 'video' as const, title: { id: 'Satu panggilan' }, minutes: 1, caption: { id: 'Pukul empat sore.' } };

  test('a video has captions and its words in writing, and a way for who cannot play it', async () => {
    const shown = show(<ActivityPage {...base} module={{ ...film, subtitles: 'WEBVTT' }} videoUrl="https://isi.contoh.id/v" />);
    const track = shown.body.querySelector('video track');
    expect(track?.getAttribute('kind')).toBe('captions');
    expect(track?.getAttribute('src')).toBe('/belajar/kerja-digital-aman/kegiatan/m2/takarir.vtt');
    expect(shown.text).toContain('Ditonton 25 dari 60 detik');
    expect(shown.getByRole('button', { name: 'Saya membaca tulisannya' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  test('a quiz shows the reason for each answer after it is sent, and keys only then', async () => {
    const questions = [
      {
        text: { id: 'Mana yang aman?' },
        options: [
          { key: 'A' as const, text: { id: 'Ini' } },
          { key: 'B' as const, text: { id: 'Itu' } },
        ],
        answer: 'A' as const,
        why: { id: 'Alasannya begini.' },
      },
    ];
    const quiz = { kind: 'quiz' as const, title: { id: 'Kuis' }, minutes: 5, questions };
    expect(show(<ActivityPage {...base} module={quiz} videoUrl={undefined} />).text).not.toContain('Alasannya');
    const shown = show(<ActivityPage {...base} module={quiz} videoUrl={undefined} result={{ score: 0, passed: false, answers: { q1: 'B' } }} />);
    expect(shown.text).toContain('Nilai Anda 0');
    expect(shown.text).toContain('Keliru Alasannya begini.');
    expect((shown.getByRole('radio', { name: 'Itu' }) as HTMLInputElement).checked).toBe(true);
    expect(await shown.faults()).toEqual([]);
  });
});
