import ntb from '#reference/regions/ntb.json' with { type: 'json' };
import type { Agency } from '../model.ts';

type Regency = Pick<Agency, 'code' | 'name' | 'shortName' | 'kind'>;

/** Kabupaten and kota of the province with this code that the reference knows and the list does not hold yet. */
export function missingRegencies(provinceCode: string, known: readonly Pick<Agency, 'code'>[]): readonly Regency[] {
  if (provinceCode !== ntb.province.code) return [];
  const codes = new Set(known.map((agency) => agency.code));
  return ntb.regencies
    .filter((one) => !codes.has(one.code_dotted))
    .map((one) => ({
      code: one.code_dotted,
      name: `Pemerintah ${one.kind} ${one.name}`,
      shortName: `${one.kind} ${one.name}`,
      kind: one.kind === 'Kota' ? 'kota' : 'kabupaten',
    }));
}
