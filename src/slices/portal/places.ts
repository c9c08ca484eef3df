import { type Actor, findScope } from '#platform/access';
import type { IconName, LinkRow } from '#platform/ui';
import { href, type Lang } from '#platform/words';

type Place = { readonly path: string; readonly id: string; readonly en: string; readonly icon: IconName; readonly allow?: string };

const citizenPlaces: readonly Place[] = [
  { path: '/layanan', id: 'Layanan', en: 'Services', icon: 'file-text' },
  { path: '/permohonan', id: 'Permohonan saya', en: 'My applications', icon: 'clipboard-list' },
  { path: '/lacak', id: 'Lacak', en: 'Track', icon: 'search' },
  { path: '/aduan', id: 'Aduan', en: 'Complaints', icon: 'message-circle' },
  { path: '/kinerja', id: 'Kinerja', en: 'Performance', icon: 'chart-bar' },
  { path: '/transparansi', id: 'Transparansi', en: 'Transparency', icon: 'shield-check' },
];

const staffPlaces: readonly Place[] = [
  { path: '/beranda', id: 'Beranda', en: 'Home', icon: 'building' },
  { path: '/kerja', id: 'Pekerjaan', en: 'Work', icon: 'clipboard-list', allow: 'services.work' },
  { path: '/kerja/aduan', id: 'Meja aduan', en: 'Complaints desk', icon: 'message-circle', allow: 'participation.answer' },
  { path: '/belajar', id: 'Belajar', en: 'Learn', icon: 'books', allow: 'learning.study' },
  { path: '/asesmen', id: 'Asesmen', en: 'Tests', icon: 'clipboard-check', allow: 'assessment.take' },
  { path: '/kompetensi', id: 'Kompetensi', en: 'Competence', icon: 'trending-up', allow: 'competency.own' },
  { path: '/rencana', id: 'Rencana', en: 'Plan', icon: 'bulb', allow: 'planning.own' },
  { path: '/rencana/unit', id: 'Rencana unit', en: 'Unit plans', icon: 'users', allow: 'planning.approve' },
  { path: '/kelas', id: 'Kelas', en: 'Classes', icon: 'calendar', allow: 'learning.teach' },
  { path: '/kompetensi/unit', id: 'Kesenjangan unit', en: 'Gaps of units', icon: 'chart-bar', allow: 'competency.unit' },
  { path: '/kinerja/instansi', id: 'Kinerja instansi', en: 'Agency performance', icon: 'chart-bar', allow: 'measures.agency' },
  { path: '/kelola/kursus', id: 'Kelola pelatihan', en: 'Manage training', icon: 'school', allow: 'learning.author' },
  { path: '/kelola/soal', id: 'Bank soal', en: 'Item bank', icon: 'list-check', allow: 'assessment.bank' },
  { path: '/kelola/pegawai', id: 'Pegawai', en: 'Staff', icon: 'users', allow: 'directory.people' },
  { path: '/kelola/kalender', id: 'Kalender', en: 'Calendar', icon: 'calendar', allow: 'standards.calendar' },
];

function allowed(actor: Actor): readonly Place[] {
  if (actor.kind !== 'staff') return citizenPlaces;
  return staffPlaces.filter((place) => place.allow === undefined || findScope(actor, place.allow) !== undefined);
}

/** Where this person can go, for the home page. */
export function placesFor(actor: Actor, lang: Lang): readonly LinkRow[] {
  return allowed(actor)
    .filter((place) => place.path !== '/beranda')
    .map((place) => ({ href: href(lang, place.path), title: place[lang], icon: place.icon }));
}

export type NavEntry = { readonly path: string; readonly label: string };

/** The entries of the bar: for staff the first six of what they may, the rest is on the home page. */
export function navigationOf(actor: Actor, lang: Lang): readonly NavEntry[] {
  return allowed(actor)
    .slice(0, 6)
    .map((place) => ({ path: place.path, label: place[lang] }));
}
