import type { Text } from '#platform/words';

type Described = {
  readonly slug: string;
  readonly name: Text;
  readonly summary: Text;
  readonly unitName: string;
  readonly lifeEvent: string;
  readonly fee: bigint;
};
type House = { readonly agency: string; readonly publicUrl: string };

/** The service as schema.org `GovernmentService`, for search engines and assistants. */
export function structuredService({ slug, name, summary, unitName, lifeEvent, fee }: Described, { agency, publicUrl }: House): object {
  const url = `${publicUrl}/layanan/${slug}`;
  return {
    '@context': 'https://schema.org',
    '@type': 'GovernmentService',
    '@id': url,
    url,
    name: name.id,
    ...(name.en ? { alternateName: name.en } : {}),
    description: summary.id,
    serviceType: lifeEvent,
    inLanguage: ['id', 'en'],
    provider: { '@type': 'GovernmentOrganization', name: unitName, parentOrganization: { '@type': 'GovernmentOrganization', name: agency } },
    areaServed: { '@type': 'AdministrativeArea', name: agency },
    availableChannel: { '@type': 'ServiceChannel', serviceUrl: url, availableLanguage: ['id', 'en'] },
    offers: { '@type': 'Offer', price: fee.toString(), priceCurrency: 'IDR' },
  };
}

/** JSON that can stand in a page: nothing in it ends the element that holds it. */
export function embeddable(value: object): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
