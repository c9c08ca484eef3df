import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'ledger.inspect': { id: 'Membaca catatan buku besar instansi beserta isinya', en: 'Read the agency’s ledger entries with their contents' },
});
