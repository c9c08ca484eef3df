import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'standards.calendar': { id: 'Memuat kalender hari kerja dari keputusan bersama', en: 'Load working-day calendars from their decree' },
});
