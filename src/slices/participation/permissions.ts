import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'participation.assign': { id: 'Memverifikasi aduan dan menetapkan unit yang menjawab', en: 'Verify complaints and assign the unit that answers' },
  'participation.answer': { id: 'Menjawab aduan untuk unitnya', en: 'Answer complaints for the unit' },
  'participation.comments': { id: 'Membaca saran warga pada penilaian', en: 'Read the suggestions that citizens write with their ratings' },
});
