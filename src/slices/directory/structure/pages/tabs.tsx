import { Tabs } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import { words } from '../words.ts';

export type Place = 'people' | 'units' | 'positions' | 'agencies' | 'import';
/** Which of the places this reader may open. */
export type Places = { readonly here: Place; readonly mayImport: boolean };

const paths: readonly (readonly [Place, string])[] = [
  ['people', '/kelola/pegawai'],
  ['units', '/kelola/unit-kerja'],
  ['positions', '/kelola/jabatan'],
  ['agencies', '/kelola/instansi'],
  ['import', '/kelola/impor'],
];

/** The directory's own places, on top of each of its pages. */
export function DirectoryTabs({ lang, here, mayImport }: Places & { readonly lang: Lang }) {
  const w = words(lang);
  return (
    <Tabs
      lang={lang}
      label={w.directory}
      tabs={paths
        .filter(([place]) => place !== 'import' || mayImport)
        .map(([place, path]) => ({ href: href(lang, path), label: w.places[place], current: place === here }))}
    />
  );
}
