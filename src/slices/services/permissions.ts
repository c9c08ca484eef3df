import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'services.work': { id: 'Mengerjakan permohonan yang masuk ke unitnya', en: 'Work on applications that came to the unit' },
  'services.assign': { id: 'Menugaskan permohonan kepada petugas', en: 'Assign applications to officers' },
  'services.publish': { id: 'Menerbitkan layanan dengan standar dan formulirnya', en: 'Publish services with their standard and form' },
  'services.oversee': { id: 'Melihat antrean dan waktu layanan seluruh instansi', en: 'See queues and times of the whole agency' },
});
