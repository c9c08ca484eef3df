import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'ledger.inspect': { id: 'Melihat catatan buku besar beserta isinya', en: 'See the ledger’s entries with their contents' },
});
