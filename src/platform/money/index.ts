declare const brand: unique symbol;

/** Whole rupiah. Sen are not in use, so there is nothing to round. */
export type Rupiah = bigint & { readonly [brand]: 'rupiah' };

export function rupiah(amount: number | bigint | string): Rupiah {
  return BigInt(amount) as Rupiah;
}

/** `Rp25.000`, as printed in Indonesia; the same in both languages, since it is a currency's own way. */
export function formatRupiah(amount: Rupiah): string {
  const digits = amount
    .toString()
    .replace('-', '')
    .replace(/\B(?=(\d{3})+$)/g, '.');
  return `${amount < 0n ? '−' : ''}Rp${digits}`;
}
