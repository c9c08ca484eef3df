import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'services.work': { id: 'Mengerjakan permohonan yang masuk ke unitnya', en: 'Work on applications that came to the unit' },
  'services.assign': { id: 'Menugaskan permohonan kepada petugas', en: 'Assign applications to officers' },
  'services.sign': { id: 'Menandatangani, mencabut, dan menerbitkan hasil layanan unitnya', en: 'Sign, revoke and issue results of services of the unit' },
  'services.objections': { id: 'Menjawab keberatan dan banding atas keputusan layanan', en: 'Answer objections and appeals against decisions of services' },
  'services.publish': { id: 'Menyusun, memeriksa, dan menerbitkan layanan', en: 'Write, review and publish services' },
  'services.counters': { id: 'Mengatur loket, jamnya, dan jadwal janji temu', en: 'Set counters, their hours and the schedule of appointments' },
  'services.deadlines': { id: 'Mengonfirmasi tenggat yang bergeser karena kalender berubah', en: 'Confirm deadlines that a change of the calendar moves' },
  'services.oversee': { id: 'Melihat antrean dan waktu layanan seluruh instansi', en: 'See queues and times of the whole agency' },
});
