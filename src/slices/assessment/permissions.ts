import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'assessment.take': { id: 'Mengikuti tes dan melihat hasilnya sendiri', en: 'Take tests and see one’s own results' },
  'assessment.bank': { id: 'Mengelola bank soal beserta kuncinya dan membuka tes', en: 'Keep the item bank with its keys and open tests' },
  'assessment.extra-time': { id: 'Memberi waktu tambahan pada tes', en: 'Give extra time in tests' },
});
