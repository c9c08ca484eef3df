import type { Lang } from '#platform/words';
import type { Capacity, GrantableRole } from './model.ts';

const roles: Readonly<Record<Lang, Readonly<Record<GrantableRole, string>>>> = {
  id: {
    officer: 'Petugas layanan',
    'service-manager': 'Manajer layanan',
    'unit-head': 'Kepala unit',
    supervisor: 'Atasan',
    trainer: 'Widyaiswara',
    'training-manager': 'Manajer pelatihan',
    head: 'Pimpinan instansi',
    inspector: 'Inspektorat',
    admin: 'Administrator',
  },
  en: {
    officer: 'Service officer',
    'service-manager': 'Service manager',
    'unit-head': 'Head of unit',
    supervisor: 'Supervisor',
    trainer: 'Trainer',
    'training-manager': 'Training manager',
    head: 'Head of agency',
    inspector: 'Inspectorate',
    admin: 'Administrator',
  },
};

const acting: Readonly<Record<Lang, Readonly<Record<Capacity, string>>>> = {
  id: { definitif: '', plt: 'Plt. ', plh: 'Plh. ' },
  en: { definitif: '', plt: 'Acting (Plt.) ', plh: 'Acting (Plh.) ' },
};

/** `Plt. Kepala unit`: who acts for another is never named like the holder. */
export function roleName(lang: Lang, role: string, capacity: Capacity = 'definitif'): string {
  return acting[lang][capacity] + (roles[lang][role as GrantableRole] ?? role);
}
