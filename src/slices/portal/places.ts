import { type Actor, findScope } from '#platform/access';
import type { IconName, LinkRow } from '#platform/ui';
import { href, type Lang } from '#platform/words';

type Place = { readonly path: string; readonly id: string; readonly en: string; readonly icon: IconName; readonly allow?: string };
/** A part of the house: its name stands in the bar, its places below the bar once somebody is inside. */
type Part = { readonly id: string; readonly en: string; readonly places: readonly Place[] };

const alone = (place: Place): Part => ({ id: place.id, en: place.en, places: [place] });

const citizenParts: readonly Part[] = [
  alone({ path: '/layanan', id: 'Layanan', en: 'Services', icon: 'file-text' }),
  alone({ path: '/permohonan', id: 'Permohonan saya', en: 'My applications', icon: 'clipboard-list' }),
  alone({ path: '/lacak', id: 'Lacak', en: 'Track', icon: 'search' }),
  alone({ path: '/aduan', id: 'Aduan', en: 'Complaints', icon: 'message-circle' }),
  alone({ path: '/kinerja', id: 'Kinerja', en: 'Performance', icon: 'chart-bar' }),
  alone({ path: '/transparansi', id: 'Transparansi', en: 'Transparency', icon: 'shield-check' }),
];

const staffParts: readonly Part[] = [
  alone({ path: '/beranda', id: 'Beranda', en: 'Home', icon: 'building' }),
  {
    id: 'Pekerjaan',
    en: 'Work',
    places: [
      { path: '/kerja', id: 'Permohonan', en: 'Applications', icon: 'clipboard-list', allow: 'services.work' },
      { path: '/kerja/aduan', id: 'Aduan', en: 'Complaints', icon: 'message-circle', allow: 'participation.answer' },
      { path: '/kerja/saran', id: 'Saran warga', en: 'Suggestions', icon: 'bulb', allow: 'participation.comments' },
    ],
  },
  {
    id: 'Belajar',
    en: 'Learn',
    places: [
      { path: '/belajar', id: 'Kursus saya', en: 'My courses', icon: 'books', allow: 'learning.study' },
      { path: '/kelas', id: 'Kelas yang saya ampu', en: 'Classes I tutor', icon: 'calendar', allow: 'learning.teach' },
    ],
  },
  {
    id: 'Kompetensi',
    en: 'Competence',
    places: [
      { path: '/kompetensi', id: 'Profil saya', en: 'My profile', icon: 'trending-up', allow: 'competency.own' },
      { path: '/asesmen', id: 'Tes', en: 'Tests', icon: 'clipboard-check', allow: 'assessment.take' },
      { path: '/kompetensi/unit', id: 'Kesenjangan unit', en: 'Gaps of units', icon: 'users', allow: 'competency.unit' },
    ],
  },
  {
    id: 'Rencana',
    en: 'Plan',
    places: [
      { path: '/rencana', id: 'Rencana saya', en: 'My plan', icon: 'bulb', allow: 'planning.own' },
      { path: '/rencana/unit', id: 'Unit saya', en: 'My unit', icon: 'users', allow: 'planning.approve' },
      { path: '/rencana/instansi', id: 'Seluruh instansi', en: 'Whole agency', icon: 'building', allow: 'planning.overview' },
    ],
  },
  {
    id: 'Kinerja',
    en: 'Performance',
    places: [
      { path: '/kinerja/instansi', id: 'Instansi', en: 'Agency', icon: 'chart-bar', allow: 'measures.agency' },
      { path: '/kinerja/indeks', id: 'Indeks', en: 'Indices', icon: 'list-check', allow: 'measures.agency' },
      { path: '/kinerja/negara', id: 'ASEAN', en: 'ASEAN', icon: 'world', allow: 'measures.agency' },
      { path: '/kinerja', id: 'Untuk publik', en: 'For the public', icon: 'world' },
    ],
  },
  {
    id: 'Kelola',
    en: 'Manage',
    places: [
      { path: '/kelola/kursus', id: 'Pelatihan', en: 'Training', icon: 'school', allow: 'learning.author' },
      { path: '/kelola/soal', id: 'Bank soal', en: 'Item bank', icon: 'list-check', allow: 'assessment.bank' },
      { path: '/kelola/waktu-tes', id: 'Waktu tes', en: 'Test time', icon: 'clock', allow: 'assessment.extra-time' },
      { path: '/kelola/pegawai', id: 'Pegawai dan unit', en: 'Staff and units', icon: 'users', allow: 'directory.people' },
      { path: '/kelola/catatan', id: 'Catatan untuk audit', en: 'Entries for audit', icon: 'shield-check', allow: 'ledger.inspect' },
      { path: '/kelola/kalender', id: 'Kalender', en: 'Calendar', icon: 'calendar', allow: 'standards.calendar' },
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

/** Where this person can go, for the home page. */
export function placesFor(actor: Actor, lang: Lang): readonly LinkRow[] {
  return allowed(actor)
    .flatMap((part) => part.places.map((place) => ({ place, note: part.places.length > 1 ? part[lang] : undefined })))
    .filter(({ place }) => place.path !== '/beranda')
    .map(({ place, note }) => ({ href: href(lang, place.path), title: place[lang], icon: place.icon, note }));
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
