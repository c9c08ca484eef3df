import { type Actor, findScope } from '#platform/access';
import { href, type Lang } from '#platform/words';

type Place = { readonly path: string; readonly id: string; readonly en: string; readonly allow?: string };
/** A part of the house: its name stands in the bar, its places below the bar once somebody is inside. */
type Part = { readonly id: string; readonly en: string; readonly places: readonly Place[] };

const alone = (place: Place): Part => ({ id: place.id, en: place.en, places: [place] });

const citizenParts: readonly Part[] = [
  alone({ path: '/layanan', id: 'Layanan', en: 'Services' }),
  alone({ path: '/permohonan', id: 'Permohonan saya', en: 'My applications' }),
  alone({ path: '/lacak', id: 'Lacak', en: 'Track' }),
  alone({ path: '/aduan', id: 'Aduan', en: 'Complaints' }),
  alone({ path: '/kinerja', id: 'Kinerja', en: 'Performance' }),
  alone({ path: '/transparansi', id: 'Transparansi', en: 'Transparency' }),
];

const staffParts: readonly Part[] = [
  alone({ path: '/beranda', id: 'Beranda', en: 'Home' }),
  {
    id: 'Pekerjaan',
    en: 'Work',
    places: [
      { path: '/kerja', id: 'Permohonan', en: 'Applications', allow: 'services.work' },
      { path: '/kerja/loket', id: 'Loket', en: 'Counter', allow: 'services.work' },
      { path: '/kerja/keberatan', id: 'Keberatan', en: 'Objections', allow: 'services.objections' },
      { path: '/kerja/tanda-tangan', id: 'Tanda tangan', en: 'Signing', allow: 'services.sign' },
      { path: '/kerja/janji', id: 'Janji temu', en: 'Appointments', allow: 'services.work' },
      { path: '/kerja/aduan', id: 'Aduan', en: 'Complaints', allow: 'participation.answer' },
      { path: '/kerja/saran', id: 'Saran warga', en: 'Suggestions', allow: 'participation.comments' },
    ],
  },
  {
    id: 'Belajar',
    en: 'Learn',
    places: [
      { path: '/belajar', id: 'Kursus saya', en: 'My courses', allow: 'learning.study' },
      { path: '/kelas', id: 'Kelas yang saya ampu', en: 'Classes I tutor', allow: 'learning.teach' },
    ],
  },
  {
    id: 'Kompetensi',
    en: 'Competence',
    places: [
      { path: '/kompetensi', id: 'Profil saya', en: 'My profile', allow: 'competency.own' },
      { path: '/asesmen', id: 'Tes', en: 'Tests', allow: 'assessment.take' },
      { path: '/kompetensi/unit', id: 'Kesenjangan unit', en: 'Gaps of units', allow: 'competency.unit' },
    ],
  },
  {
    id: 'Rencana',
    en: 'Plan',
    places: [
      { path: '/rencana', id: 'Rencana saya', en: 'My plan', allow: 'planning.own' },
      { path: '/rencana/unit', id: 'Unit saya', en: 'My unit', allow: 'planning.approve' },
      { path: '/rencana/instansi', id: 'Seluruh instansi', en: 'Whole agency', allow: 'planning.overview' },
    ],
  },
  {
    id: 'Kinerja',
    en: 'Performance',
    places: [
      { path: '/kinerja/instansi', id: 'Instansi', en: 'Agency', allow: 'measures.agency' },
      { path: '/kinerja/indeks', id: 'Indeks', en: 'Indices', allow: 'measures.agency' },
      { path: '/kinerja/negara', id: 'ASEAN', en: 'ASEAN', allow: 'measures.agency' },
      { path: '/kinerja', id: 'Untuk publik', en: 'For the public' },
    ],
  },
  {
    id: 'Kelola',
    en: 'Manage',
    places: [
      { path: '/kelola/layanan', id: 'Layanan', en: 'Services', allow: 'services.publish' },
      { path: '/kelola/loket', id: 'Loket', en: 'Counters', allow: 'services.counters' },
      { path: '/kelola/janji', id: 'Jadwal janji', en: 'Appointments', allow: 'services.counters' },
      { path: '/kelola/kursus', id: 'Pelatihan', en: 'Training', allow: 'learning.author' },
      { path: '/kelola/soal', id: 'Bank soal', en: 'Item bank', allow: 'assessment.bank' },
      { path: '/kelola/waktu-tes', id: 'Waktu tes', en: 'Test time', allow: 'assessment.extra-time' },
      { path: '/kelola/pegawai', id: 'Pegawai dan unit', en: 'Staff and units', allow: 'directory.people' },
      { path: '/kelola/catatan', id: 'Catatan untuk audit', en: 'Entries for audit', allow: 'ledger.inspect' },
      { path: '/kelola/tenggat', id: 'Tenggat', en: 'Deadlines', allow: 'services.deadlines' },
      { path: '/kelola/kalender', id: 'Kalender', en: 'Calendar', allow: 'standards.calendar' },
    ],
  },
];

function allowed(actor: Actor): readonly Part[] {
  if (actor.kind !== 'staff') return citizenParts;
  return staffParts.flatMap((part) => {
    const places = part.places.filter((place) => place.allow === undefined || findScope(actor, place.allow) !== undefined);
    return places.length > 0 ? [{ ...part, places }] : [];
  });
}

export type PlaceGroup = { readonly name: string; readonly places: readonly { readonly href: string; readonly label: string }[] };

/** Where this person can go, for the home page; nothing where the bar above says all. */
export function placesFor(actor: Actor, lang: Lang): readonly PlaceGroup[] {
  const parts = allowed(actor);
  if (parts.every((part) => part.places.length === 1)) return [];
  return parts
    .filter((part) => part.places[0]?.path !== '/beranda')
    .map((part) => ({ name: part[lang], places: part.places.map((place) => ({ href: href(lang, place.path), label: place[lang] })) }));
}

export type NavEntry = { readonly path: string; readonly label: string; readonly current: boolean };
export type Navigation = {
  /** The parts of the house; each leads to its first place. */
  readonly parts: readonly NavEntry[];
  /** The places of the part that the page stands in, when there is a choice. */
  readonly places: readonly NavEntry[];
};

/** `section` is the path of the place that the page belongs to. */
export function navigationOf(actor: Actor, lang: Lang, section: string | undefined): Navigation {
  const parts = allowed(actor);
  const inside = (part: Part) => part.places.some((place) => place.path === section);
  const here = parts.find(inside);
  return {
    parts: parts.map((part) => ({ path: part.places[0]?.path ?? '/', label: part[lang], current: part === here })),
    places: here && here.places.length > 1 ? here.places.map((place) => ({ path: place.path, label: place[lang], current: place.path === section })) : [],
  };
}
