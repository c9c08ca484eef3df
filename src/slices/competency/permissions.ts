import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'competency.own': { id: 'Melihat profil kompetensi diri sendiri', en: 'See one’s own competence profile' },
  'competency.unit': { id: 'Melihat kesenjangan kompetensi unit', en: 'See the competence gaps of units' },
});
