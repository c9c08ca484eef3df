import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'learning.study': { id: 'Mengikuti kursus dan kelas', en: 'Take courses and classes' },
  'learning.teach': { id: 'Mengajar kelas dan mencatat kehadiran', en: 'Teach classes and record attendance' },
  'learning.author': { id: 'Menyusun kursus dan membuka kelas', en: 'Write courses and open classes' },
});
