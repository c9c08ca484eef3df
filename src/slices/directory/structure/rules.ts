import { ok, type Outcome, refuse } from '#platform/result';
import type { PositionKind, PositionLevel, Unit, UnitId } from '../model.ts';

export type Branch = Unit & { readonly depth: number };

/** The units as people draw them: each under its parent, by name within. */
export function treeOf(units: readonly Unit[]): readonly Branch[] {
  const known = new Set(units.map((unit) => unit.id));
  const children = Map.groupBy(units, (unit) => (unit.parentId && known.has(unit.parentId) ? unit.parentId : null));
  const below = (parent: UnitId | null, depth: number): readonly Branch[] =>
    (children.get(parent) ?? []).flatMap((unit) => [{ ...unit, depth }, ...below(unit.id, depth + 1)]);
  return below(null, 0);
}

/** A unit cannot stand under itself, nor under one of its own. */
export function moveUnder(units: readonly Unit[], id: UnitId, parentId: UnitId | null): Outcome<UnitId | null> {
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  for (let at = parentId; at !== null; at = parents.get(at) ?? null)
    if (at === id) return refuse('unit-under-itself', { fields: { parent: 'unit-under-itself' } });
  return ok(parentId);
}

/** Which levels a kind of position knows (Permenpan RB 38/2017; UU 20/2023, 13 to 18). */
export const levelsOf: Readonly<Record<PositionKind, readonly PositionLevel[]>> = {
  struktural: ['JPT Madya', 'JPT Pratama', 'Administrator', 'Pengawas'],
  fungsional: ['JF Ahli Utama', 'JF Ahli Madya', 'JF Ahli Muda', 'JF Ahli Pertama', 'JF Penyelia', 'JF Mahir', 'JF Terampil', 'JF Pemula'],
  pelaksana: ['Pelaksana'],
};

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim();

const functionalSteps: readonly (readonly [RegExp, PositionLevel])[] = [
  [/ahli utama/, 'JF Ahli Utama'],
  [/ahli madya/, 'JF Ahli Madya'],
  [/ahli muda/, 'JF Ahli Muda'],
  [/ahli pertama/, 'JF Ahli Pertama'],
  [/penyelia/, 'JF Penyelia'],
  [/mahir|pelaksana lanjutan/, 'JF Mahir'],
  [/terampil/, 'JF Terampil'],
  [/pemula/, 'JF Pemula'],
];

/** The level of a position read from its name, for the required levels of competence; the plainest when nothing says more. */
export function levelOf(name: string, kind: PositionKind): PositionLevel {
  const word = plain(name);
  if (kind === 'pelaksana') return 'Pelaksana';
  if (kind === 'fungsional') return functionalSteps.find(([pattern]) => pattern.test(word))?.[1] ?? 'JF Ahli Pertama';
  if (word.startsWith('sekretaris daerah')) return 'JPT Madya';
  // In a kabupaten or kota the secretary is JPT Pratama: an administrator confirms or corrects what was read from a name.
  if (/^(asisten|kepala (dinas|badan|biro|satuan)|inspektur( daerah)?$|inspektur daerah|direktur (rsud|rumah sakit)|staf ahli|sekretaris dprd)/.test(word))
    return 'JPT Pratama';
  return /^(sekretaris|kepala (bidang|bagian|kantor)|inspektur pembantu|camat|wakil direktur)/.test(word) ? 'Administrator' : 'Pengawas';
}

/** Whether a position heads the unit that it stands in, by its name: the holder decides on the requests of the others. */
export function headsByName(name: string, kind: PositionKind, unitName: string): boolean {
  if (kind !== 'struktural') return false;
  const word = plain(name);
  return (
    word === `kepala ${plain(unitName)}` ||
    /^(sekretaris daerah|kepala (dinas|badan|biro|kantor|satuan|uptd?|balai|puskesmas)|inspektur( daerah| provinsi| kabupaten| kota)?$|camat|lurah|direktur (rsud|rumah sakit))/.test(
      word,
    )
  );
}
