import { allPermissions } from '#platform/access';
import type { Lang } from '#platform/words';
import { words } from './words.ts';

/** How data was seen, by the page that showed it. */
export type Manner = 'acted' | 'exported' | 'printed' | 'file' | 'opened' | 'listed';

export function mannerOf(route: string): Manner {
  const [method = '', path = ''] = route.split(' ');
  if (method !== 'GET') return 'acted';
  if (/\.csv$|\/unduh$/.test(path)) return 'exported';
  if (/\.pdf$|\/tanda-terima(\/|$)/.test(path)) return 'printed';
  if (/\/berkas\//.test(path)) return 'file';
  return path.includes(':') ? 'opened' : 'listed';
}

type Seen = {
  readonly name: string | null;
  readonly position: string | null;
  readonly unit: string | null;
  readonly route: string;
  readonly purpose: string | null;
};

/** Who looked, as what, and why, for the person whose data it is. */
export function tellLook(look: Seen, lang: Lang): { readonly who: string; readonly role: string; readonly why: string } {
  const w = words(lang).looks;
  const purpose = look.purpose === null ? undefined : allPermissions().get(look.purpose)?.[lang];
  return {
    who: look.name ?? w.system,
    role: [look.position, look.unit].filter(Boolean).join(', '),
    why: purpose ? `${w.manners[mannerOf(look.route)]}; ${w.withRight}: ${purpose}` : w.manners[mannerOf(look.route)],
  };
}
