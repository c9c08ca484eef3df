import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'planning.own': { id: 'Melihat saran bagi diri sendiri dan meminta pelatihan', en: 'See one’s own recommendations and ask for training' },
  'planning.proposals': { id: 'Melihat usulan pelatihan unit dan rantai buktinya', en: 'See training proposals of units and their chain of evidence' },
  'planning.nominate': { id: 'Menominasikan pegawai unitnya untuk pelatihan', en: 'Nominate staff of the unit for training' },
  'planning.approve': { id: 'Menyetujui permintaan pelatihan bawahan', en: 'Approve requests for training of subordinates' },
  'planning.overview': { id: 'Melihat rencana pelatihan seluruh instansi', en: 'See the training plans of the whole agency' },
});
