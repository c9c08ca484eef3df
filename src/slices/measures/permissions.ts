import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'measures.agency': { id: 'Melihat ukuran kinerja instansi', en: 'See the measures of the agency' },
  'measures.enter': { id: 'Mengisi tingkat kematangan indeks', en: 'Enter maturity levels of indices' },
});
