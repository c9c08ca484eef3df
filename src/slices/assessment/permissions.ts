import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'assessment.take': { id: 'Mengikuti tes dan melihat hasilnya sendiri', en: 'Take tests and see one’s own results' },
  'assessment.bank': { id: 'Melihat bank soal beserta kunci dan alasannya', en: 'See the item bank with keys and rationales' },
});
