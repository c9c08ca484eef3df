import regulation from '#reference/services/standar-pelayanan.json' with { type: 'json' };
import { type ComponentKey, componentKeys } from '../model.ts';

/** A component as Permenpan RB 15/2014 counts it; `unsur` is that of the satisfaction survey which measures it, by the crosswalk. */
export type RegulatedComponent = { readonly key: ComponentKey; readonly no: number; readonly delivery: boolean; readonly unsur: string | undefined };

export const regulatedComponents: readonly RegulatedComponent[] = regulation.components.map(({ no, group }, at) => {
  const key = componentKeys[at];
  if (!key) throw new Error('the regulation has more components than the product knows');
  return { key, no, delivery: group === 'service_delivery', unsur: Object.entries(regulation.link_to_skm).find(([, component]) => component === no)?.[0] };
});

/** The component with this number, as it stands in an address. */
export function findComponent(no: string): RegulatedComponent | undefined {
  return regulatedComponents.find((one) => String(one.no) === no);
}
